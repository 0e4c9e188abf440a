package dev.liveorders.log;

import dev.liveorders.config.LogFormat;
import java.time.ZoneId;
import org.apache.logging.log4j.core.StringLayout;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;

/** The layouts of log lines. Times have an offset in both. */
final class Layouts {
  private Layouts() {}

  static StringLayout of(LogFormat format, Configuration configuration) {
    return new SafeLayout(
        switch (format) {
          case TEXT -> new TextLayout(ZoneId.systemDefault());
          case JSON -> json(configuration);
        });
  }

  private static StringLayout json(Configuration configuration) {
    return JsonTemplateLayout.newBuilder()
        .setConfiguration(configuration)
        .setEventTemplateUri("classpath:EcsLayout.json")
        .setEventDelimiter("\n")
        .build();
  }
}
