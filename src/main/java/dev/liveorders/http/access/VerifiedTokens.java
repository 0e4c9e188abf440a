package dev.liveorders.http.access;

import dev.liveorders.live.fanout.ReadRights;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens that were verified lately, by their hash: a client that polls or comes back costs no signature. Confined
 * to the event loop of its {@link TokenVerifier}.
 */
final class VerifiedTokens {
  private static final int MAX_TOKENS = 1_000;

  private final MessageDigest hash = sha256();

  private final Map<ByteBuffer, ReadRights> rights = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<ByteBuffer, ReadRights> eldest) {
      return size() > MAX_TOKENS;
    }
  };

  /** Finds the rights of a token that was verified and has not expired since. */
  Optional<ReadRights> find(String token, long now) {
    return Optional.ofNullable(rights.get(hash(token))).filter(known -> known.expiresAt() > now);
  }

  void add(String token, ReadRights granted) {
    rights.put(hash(token), granted);
  }

  private ByteBuffer hash(String token) {
    return ByteBuffer.wrap(hash.digest(token.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
