package dev.liveorders.tls;

import java.nio.file.Path;
import java.util.List;

/** The files that an identity is read from. */
public sealed interface IdentityFiles permits PemFiles, Pkcs12File {
  /**
   * Reads and checks them; blocks.
   *
   * @throws IdentityException listing every fault
   */
  ServerIdentity read() throws IdentityException;

  /** Returns the files whose change makes another identity. */
  List<Path> paths();
}
