package dev.liveorders.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Marks a suite that attacks a server for minutes: the build leaves it out, unless the profile {@code attack} is on.
 */
@Tag("attack")
@Alone
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Attack {}
