package dev.liveorders.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A keep-alive connection that posts, one request at a time. A client of its own, because a general one takes more CPU
 * than the server it measures. It reads only the status, the length and the end of an answer. Confined to the event
 * loop of its load.
 */
final class OrderSocket extends ChannelInboundHandlerAdapter {
  /** Hears the outcome of each request. */
  interface Listener {
    /**
     * The server said 200.
     *
     * @param answer all that it said, not to be kept
     */
    void onAnswer(OrderSocket socket, ByteBuf answer);

    /** It said something else, or nothing: this connection is not to be used again. */
    void onFailure(OrderSocket socket, String why);

    /** Its connection has ended, after the last outcome. */
    default void onClosed(OrderSocket socket) {}
  }

  private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BLANK = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final ByteBuf TOTAL =
      Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("\"total\":", StandardCharsets.US_ASCII));
  private static final String LENGTH = "\r\ncontent-length:";
  private static final String CLOSE = "\r\nconnection: close\r\n";

  private final Listener listener;
  private ChannelHandlerContext out;
  private ByteBuf received = Unpooled.EMPTY_BUFFER;
  private boolean waiting;
  private boolean lastAnswer;

  /** The address it is connected to; for the listener. */
  Target target;

  /** The product of the request under way; for the listener. */
  SoldProduct product;

  /** The time the request under way was sent; for the listener. */
  long sentAt;

  OrderSocket(Listener listener) {
    this.listener = listener;
  }

  /** The bytes of a request. */
  static ByteBuf request(Target target, String path, String json) {
    return Unpooled.copiedBuffer(
        "POST " + path + " HTTP/1.1\r\nHost: " + target.authority()
            + target
                .key()
                .map(key -> "\r\nAuthorization: Bearer " + key.reveal())
                .orElse("")
            + "\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n"
            + json,
        StandardCharsets.US_ASCII);
  }

  /** Sends a whole request; takes over one reference of it. */
  void post(ByteBuf request) {
    waiting = true;
    out.writeAndFlush(request, out.voidPromise());
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    out = ctx;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      received =
          received.isReadable() ? Unpooled.copiedBuffer(received, bytes) : bytes.retainedSlice();
    } finally {
      bytes.release();
    }
    int end = endOfAnswer();
    if (end < 0 || received.readableBytes() < end) {
      keepUnpooled();
      return;
    }
    boolean ok = ByteBufUtil.equals(Unpooled.wrappedBuffer(OK), 0, received, 0, OK.length);
    ByteBuf answer = received;
    received = Unpooled.EMPTY_BUFFER;
    waiting = false;
    try {
      if (ok) {
        listener.onAnswer(this, answer);
      } else {
        String said = answer.toString(0, end, StandardCharsets.UTF_8);
        listener.onFailure(this, "the server answered " + said.replaceAll("\\s+", " "));
      }
    } finally {
      answer.release();
    }
  }

  /** The first total in an answer; -1 when there is none. */
  static long totalIn(ByteBuf answer) {
    return AsciiNumber.readBehind(TOTAL, answer, answer.readerIndex(), answer.readableBytes());
  }

  /** Tells whether the server closes the connection behind its answer. */
  boolean isLastAnswer() {
    return lastAnswer;
  }

  /** Half an answer waits on the heap, so that its part of the read buffer can be used again. */
  private void keepUnpooled() {
    ByteBuf copy = Unpooled.copiedBuffer(received);
    received.release();
    received = copy;
  }

  /** The length of the answer, or -1 while its head is not here yet. */
  private int endOfAnswer() {
    int blank = ByteBufUtil.indexOf(Unpooled.wrappedBuffer(BLANK), received);
    if (blank < 0) {
      return -1;
    }
    String head = received.toString(0, blank + 2, StandardCharsets.US_ASCII);
    String lowerCase = head.toLowerCase(Locale.ROOT);
    lastAnswer = lowerCase.contains(CLOSE);
    int start = lowerCase.indexOf(LENGTH);
    int length = 0;
    if (start >= 0) {
      start += LENGTH.length();
      length = Integer.parseInt(head.substring(start, head.indexOf('\r', start)).strip());
    }
    return blank + BLANK.length + length;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    received.release();
    received = Unpooled.EMPTY_BUFFER;
    if (waiting) {
      waiting = false;
      listener.onFailure(this, "the server closed a connection that waited for an answer");
    }
    listener.onClosed(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  void close() {
    waiting = false;
    out.close();
  }
}
