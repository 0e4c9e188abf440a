package dev.liveorders;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.resolvers.ClassResolver;
import com.tngtech.archunit.core.importer.resolvers.SelectedClassResolverFromClasspath;
import java.util.List;
import java.util.Optional;

/**
 * Reads, of the classes that are not ours, Netty's channels alone, for the rule about their kinds: to read all took
 * longer than the rules. Named in {@code archunit.properties}.
 */
public final class ChannelsOnly implements ClassResolver {
  private final ClassResolver channels =
      new SelectedClassResolverFromClasspath(List.of("io.netty.channel"));

  @Override
  public void setClassUriImporter(ClassUriImporter importer) {
    channels.setClassUriImporter(importer);
  }

  @Override
  public Optional<JavaClass> tryResolve(String name) {
    return channels.tryResolve(name);
  }
}
