package dev.liveorders.kit;

import java.time.Duration;

/**
 * What a time may exceed a promise by. The build allows four times what is promised, as its machine may be slow and
 * busy: more than that is no slow machine, but a wait for a time-out or for the next of something. With the profile
 * {@code soak}, on a machine that does nothing else, a promise is meant as it is.
 */
public final class Leeway {
  private static final int FACTOR = Integer.getInteger("leeway", 4);

  private Leeway() {}

  public static Duration over(Duration promised) {
    return promised.multipliedBy(FACTOR);
  }

  /** The same for something that is to be small, such as milliseconds. */
  public static double over(double promised) {
    return promised * FACTOR;
  }

  /** The same for something that is to be large, such as frames in a second. */
  public static double under(double promised) {
    return promised / FACTOR;
  }
}
