package dev.liveorders.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Marks a suite or a test that takes minutes, or that compares times within milliseconds: the build leaves it out,
 * unless the profile {@code soak} is on.
 */
@Tag("soak")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Soak {}
