package dev.liveorders.kit;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines that a server has said, but for what Vert.x says of a thread that stood still, as any does where the machine
 * is busy. May be used by several threads.
 */
public final class LogLines {
  private static final String STANDSTILL = "BlockedThreadChecker";

  private final List<String> lines = new ArrayList<>();
  private boolean leavingOut;

  /** Adds the next line. Of a record that is left out, so are the lines that continue it. */
  synchronized void add(String line) {
    boolean continued = line.startsWith("\t");
    leavingOut = continued ? leavingOut : line.contains(STANDSTILL);
    if (leavingOut) {
      System.out.println("left out: " + line);
    } else {
      lines.add(line);
    }
  }

  synchronized List<String> soFar() {
    return List.copyOf(lines);
  }

  /** Returns those that tell of an error; a store that is slow, as a disk may be, is none. */
  public static List<String> errors(List<String> lines) {
    return lines.stream()
        .filter(line -> line.contains("ERROR") || line.contains("Exception"))
        .filter(line -> !line.contains("has not answered for"))
        .toList();
  }
}
