package dev.liveorders.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An event loop that asks for more direct memory than there is: it gets an error, at once. */
class DirectMemoryTest {
  /** The JDK sleeps for 511 ms on the thread that asks, after a collection. */
  private static final long WAIT_OF_THE_JDK_MILLIS = 511;

  private static final String EVENTS = "io.netty.jfr.enabled";

  private static Process start(String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx32m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Exhaustion.class.getName()));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void eventsOfBuffersAreLeftOutUnlessTheyAreAskedFor() {
    String before = System.clearProperty(EVENTS);
    try {
      DirectMemory.leaveOutEvents();
      assertThat(System.getProperty(EVENTS)).isEqualTo("false");
      System.setProperty(EVENTS, "true");
      DirectMemory.leaveOutEvents();
      assertThat(System.getProperty(EVENTS)).isEqualTo("true");
    } finally {
      System.clearProperty(EVENTS);
      if (before != null) {
        System.setProperty(EVENTS, before);
      }
    }
  }

  @Test
  void anEventLoopIsToldAtOnceAndGoesOn() throws Exception {
    Process process = start("--add-opens=java.base/java.nio=ALL-UNNAMED");
    String[] seen = process.inputReader().readLine().split(" ");
    assertThat(seen[0]).isEqualTo("failsAtOnce=true");
    assertThat(seen[1]).isEqualTo("isShort=true");
    assertThat(Long.parseLong(seen[2])).as("ms").isLessThan(WAIT_OF_THE_JDK_MILLIS / 2);
    assertThat(Long.parseLong(seen[3])).as("bytes counted by the JDK").isLessThan(1_000_000);
    assertThat(seen[4]).isEqualTo("again=true");
    assertThat(process.waitFor()).isZero();
  }

  /** Without what the manifest opens, which is what a start warns of. */
  @Test
  void withoutAccessTheJdkCounts() throws Exception {
    Process process = start();
    assertThat(process.inputReader().readLine()).startsWith("failsAtOnce=false isShort=false");
    assertThat(process.waitFor()).isZero();
  }

  /** Another process: takes all there is on an event loop, asks once more, gives back, and asks again. */
  static final class Exhaustion {
    private static final int PIECE = 4_194_304;

    public static void main(String[] arguments) throws Exception {
      DirectMemory.failAtOnce();
      EventLoop loop = new DefaultEventLoop();
      String seen = loop.submit(Exhaustion::exhaust).get();
      System.out.println("failsAtOnce=" + DirectMemory.failsAtOnce() + seen);
      loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    private static String exhaust() {
      List<ByteBuf> taken = new ArrayList<>();
      long begin = 0;
      try {
        while (taken.size() < 100) {
          begin = System.nanoTime();
          taken.add(PooledByteBufAllocator.DEFAULT.directBuffer(PIECE));
        }
        return " never failed";
      } catch (OutOfMemoryError failure) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        long ofJdk = jdkBytes();
        taken.forEach(ByteBuf::release);
        boolean again = PooledByteBufAllocator.DEFAULT.directBuffer(PIECE).release();
        return " isShort=" + DirectMemory.isShort(failure) + " " + millis + " " + ofJdk + " again="
            + again;
      }
    }

    private static long jdkBytes() {
      return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
          .filter(pool -> pool.getName().equals("direct"))
          .mapToLong(BufferPoolMXBean::getMemoryUsed)
          .sum();
    }
  }
}
