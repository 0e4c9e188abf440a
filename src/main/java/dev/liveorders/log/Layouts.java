package dev.liveorders.log;

import dev.liveorders.config.LogFormat;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.core.StringLayout;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;

/** The layouts of log lines. Times have an offset in both. */
final class Layouts {
  private static final String TEXT =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger  %message%n%ex";

  private Layouts() {}

  static StringLayout of(LogFormat format, Configuration configuration) {
    return new SafeLayout(
        switch (format) {
          case TEXT -> text(configuration);
          case JSON -> json(configuration);
        });
  }

  private static StringLayout text(Configuration configuration) {
    return PatternLayout.newBuilder()
        .setConfiguration(configuration)
        .setPattern(TEXT)
        .setCharset(StandardCharsets.UTF_8)
        .setDisableAnsi(true)
        .build();
  }

  private static StringLayout json(Configuration configuration) {
    return JsonTemplateLayout.newBuilder()
        .setConfiguration(configuration)
        .setEventTemplateUri("classpath:EcsLayout.json")
        .setEventDelimiter("\n")
        .build();
  }
}
