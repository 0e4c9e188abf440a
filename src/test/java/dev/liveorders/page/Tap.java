package dev.liveorders.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.WebSocketRoute;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands between the sockets for totals of a page and the server: it lets messages through, drops them as a tunnel
 * does, or holds back what the server says. Chromium's own emulation of a lost network leaves open sockets alone.
 */
final class Tap {
  private final List<WebSocketRoute> sockets = new ArrayList<>();
  private final List<String> held = new ArrayList<>();
  private boolean cut;
  private boolean holding;

  private Tap() {}

  /** For all pages that are opened from now on. */
  static Tap on(BrowserContext context) {
    Tap tap = new Tap();
    context.routeWebSocket(OpenPage.OF_TOTALS, tap::connect);
    return tap;
  }

  private void connect(WebSocketRoute socket) {
    if (cut) {
      socket.close();
      return;
    }
    sockets.add(socket);
    WebSocketRoute server = socket.connectToServer();
    socket.onMessage(frame -> {
      if (!cut) {
        server.send(frame.text());
      }
    });
    server.onMessage(frame -> {
      if (holding) {
        held.add(frame.text());
      } else if (!cut) {
        socket.send(frame.text());
      }
    });
  }

  /** From now on nothing gets through, and no socket opens. */
  void cut() {
    cut = true;
  }

  void mend() {
    cut = false;
  }

  /** Holds back what the server says from now on. */
  void hold() {
    holding = true;
  }

  /** Says something to the newest socket as if the server had. */
  void say(String text) {
    sockets.get(sockets.size() - 1).send(text);
  }

  /** What is held back, in order. */
  List<String> held() {
    return held;
  }

  /** Lets go of all that was held back, at once. */
  void release() {
    holding = false;
    held.forEach(sockets.get(sockets.size() - 1)::send);
  }
}
