package dev.liveorders.app.cluster;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.Security;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.SecretKeyFactorySpi;
import javax.crypto.spec.PBEKeySpec;

/** PBKDF2 that derives from each secret once in a JVM, for tests that start many nodes: it is dear on purpose. */
public final class RememberedKeys extends Provider {
  private static final long serialVersionUID = 1;
  private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
  private static final Map<List<Object>, SecretKey> DERIVED = new ConcurrentHashMap<>();

  static {
    Security.insertProviderAt(new RememberedKeys(), 1);
  }

  private RememberedKeys() {
    super("RememberedKeys", "1", "remembers what it derived");
    put("SecretKeyFactory." + ALGORITHM, Factory.class.getName());
  }

  /** From now on they are remembered. */
  static void install() {
    // by being loaded
  }

  /** Asks Java's own, once. */
  public static final class Factory extends SecretKeyFactorySpi {
    @Override
    protected SecretKey engineGenerateSecret(KeySpec keySpec) throws InvalidKeySpecException {
      PBEKeySpec spec = (PBEKeySpec) keySpec;
      List<Object> of = List.of(
          new String(spec.getPassword()),
          Arrays.toString(spec.getSalt()),
          spec.getIterationCount(),
          spec.getKeyLength());
      SecretKey derived = DERIVED.get(of);
      if (derived == null) {
        derived = derive(spec);
        DERIVED.put(of, derived);
      }
      return derived;
    }

    private static SecretKey derive(PBEKeySpec spec) throws InvalidKeySpecException {
      try {
        return SecretKeyFactory.getInstance(ALGORITHM, "SunJCE").generateSecret(spec);
      } catch (InvalidKeySpecException invalid) {
        throw invalid;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java has no " + ALGORITHM, e);
      }
    }

    @Override
    protected KeySpec engineGetKeySpec(SecretKey key, Class<?> kind) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected SecretKey engineTranslateKey(SecretKey key) throws InvalidKeyException {
      throw new UnsupportedOperationException();
    }
  }
}
