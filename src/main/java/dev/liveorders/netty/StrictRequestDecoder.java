package dev.liveorders.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpUtils;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Vert.x's decoder of requests, which also rejects every request that another program could read as a different one
 * (request smuggling, RFC 9112 sections 2.2, 3, 6 and 7.1). A rejected request is the last that a connection decodes.
 *
 * <p>Reason: no option of Vert.x or Netty asks for this. {@code VertxHttpRequestDecoder} of 5.0.10 compares some
 * field names without the letter behind their dash, so {@code Content-Xength} was a length. Netty skips control
 * characters before a method, ignores what follows a chunk's size, and drops a length beside a chunked body. If
 * {@code VertxHttpRequestDecoder} goes, so do these rejections, or Vert.x's limits and its cheap headers with it, if
 * Netty's decoder takes its place.
 */
public final class StrictRequestDecoder extends VertxHttpRequestDecoder {
  private final ChunkSizes chunks = new ChunkSizes();
  private final BiConsumer<CharSequence, CharSequence> fieldCheck = this::checkField;
  private boolean betweenRequests = true;
  private boolean malformed;
  private boolean hasLength;
  private boolean hasEncoding;

  /** Decodes within the limits of {@code options}. */
  public StrictRequestDecoder(HttpServerOptions options) {
    super(options);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf bytes, List<Object> out)
      throws Exception {
    if (malformed) {
      bytes.skipBytes(bytes.readableBytes());
      return;
    }
    try {
      if (betweenRequests && !skipEmptyLines(bytes)) {
        return;
      }
      chunks.check(bytes);
    } catch (IllegalArgumentException fault) {
      out.add(reject(bytes, fault));
      return;
    }
    int begin = bytes.readerIndex();
    int known = out.size();
    super.decode(ctx, bytes, out);
    chunks.consumed(bytes.readerIndex() - begin);
    for (int i = known; i < out.size(); i++) {
      follow((HttpObject) out.get(i));
    }
  }

  /** Skips what may come before a request, and tells whether one begins. */
  private static boolean skipEmptyLines(ByteBuf bytes) {
    while (bytes.isReadable()) {
      int first = bytes.getUnsignedByte(bytes.readerIndex());
      if (first != '\r') {
        if (!Token.has(first)) {
          throw new IllegalArgumentException(
              "the byte 0x" + Integer.toHexString(first) + " before the method");
        }
        return true;
      }
      if (bytes.readableBytes() < 2) {
        return false;
      }
      if (bytes.getByte(bytes.readerIndex() + 1) != '\n') {
        throw new IllegalArgumentException("a carriage return before the method");
      }
      bytes.skipBytes(2);
    }
    return false;
  }

  private HttpObject reject(ByteBuf bytes, IllegalArgumentException fault) {
    malformed = true;
    bytes.skipBytes(bytes.readableBytes());
    HttpObject rejected = betweenRequests
        ? createInvalidMessage()
        : new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
    rejected.setDecoderResult(DecoderResult.failure(fault));
    return rejected;
  }

  private void follow(HttpObject decoded) {
    if (decoded.decoderResult().isFailure()) {
      malformed = true;
    } else if (decoded instanceof LastHttpContent) {
      betweenRequests = true;
      chunks.end();
    } else if (decoded instanceof HttpRequest request
        && HttpUtil.isTransferEncodingChunked(request)) {
      chunks.begin();
    }
  }

  @Override
  protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
    Token.check("the method", line, start, length);
    return super.splitFirstWordInitialLine(line, start, length);
  }

  @Override
  protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
    checkSpaceBefore(line, start);
    for (int i = start; i < start + length; i++) {
      if (line[i] >= 0 && line[i] <= ' ' || line[i] == 0x7f) {
        throw new IllegalArgumentException("a control character in the request target");
      }
    }
    return super.splitSecondWordInitialLine(line, start, length);
  }

  @Override
  protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
    checkSpaceBefore(line, start);
    String version = super.splitThirdWordInitialLine(line, start, length);
    if (!version.equals("HTTP/1.1") && !version.matches("HTTP/\\d\\.\\d")) {
      throw new IllegalArgumentException("a request line ends with HTTP/1.1");
    }
    return version;
  }

  private static void checkSpaceBefore(byte[] line, int word) {
    if (word < 2 || line[word - 1] != ' ' || line[word - 2] <= ' ' && line[word - 2] >= 0) {
      throw new IllegalArgumentException("the words of a request line are separated by one space");
    }
  }

  @Override
  protected HttpMessage createMessage(String[] requestLine) {
    betweenRequests = false;
    hasLength = false;
    hasEncoding = false;
    return new DefaultHttpRequest(
        HttpVersion.valueOf(requestLine[2]),
        HttpMethod.valueOf(requestLine[0]),
        requestLine[1],
        HeadersMultiMap.httpHeaders(fieldCheck));
  }

  /** Of the version that it is answered with. */
  @Override
  protected HttpMessage createInvalidMessage() {
    return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/bad-request");
  }

  /** The name as a whole, also where Vert.x takes it for one of its own without looking at each letter. */
  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    Token.check("a header's name", line, start, length);
    AsciiString name = super.splitHeaderName(line, start, length);
    for (int i = 0; i < length; i++) {
      byte taken = name.byteAt(i);
      if (taken != line[start + i]
          && AsciiString.toLowerCase((char) taken)
              != AsciiString.toLowerCase((char) line[start + i])) {
        return new AsciiString(line, start, length, true);
      }
    }
    return name;
  }

  /** Checks a field of the head, and that the fields so far say in one way only where the request ends. */
  private void checkField(CharSequence name, CharSequence value) {
    HttpUtils.validateHeader(name, value);
    if (HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
      if (hasLength) {
        throw new IllegalArgumentException("Content-Length is sent more than once");
      }
      hasLength = true;
      if (value.length() == 0 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
        throw new IllegalArgumentException("Content-Length is not a number");
      }
    } else if (HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(name)) {
      hasEncoding = true;
    }
    if (hasLength && hasEncoding) {
      throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
    }
  }
}
