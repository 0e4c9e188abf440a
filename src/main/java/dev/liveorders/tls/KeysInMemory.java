package dev.liveorders.tls;

/**
 * Private keys in the memory of this process. The JDK and Vert.x hand them on in PKCS#12 stores, whose entries are
 * encrypted by a password that lies beside them: that protects nothing, and no such store is ever written to a file.
 */
public final class KeysInMemory {
  /** The number of iterations that derive the key of an entry; the JDK takes it as a system property, too (java.security). */
  private static final String ITERATIONS = "keystore.pkcs12.keyPbeIterationCount";

  private KeysInMemory() {}

  /**
   * Has entries that are made from now on encrypted by a key that is derived once, not 10,000 times over: a node of a
   * cluster does that sixteen times while it starts, for half a second of a core. What is read from files has its own
   * number.
   */
  public static void protectCheaply() {
    if (System.getProperty(ITERATIONS) == null) {
      System.setProperty(ITERATIONS, "1");
    }
  }
}
