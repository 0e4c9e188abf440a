package dev.liveorders.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The name or address to listen on.
 *
 * @param onLoopback whether only this machine can reach it; the resolver is asked once
 */
public record ListenHost(String name, boolean onLoopback) {
  /** Asks the resolver, unless the name is an address. */
  static ListenHost of(String name) {
    return new ListenHost(name, isLoopback(name));
  }

  private static boolean isLoopback(String name) {
    try {
      return InetAddress.getByName(name).isLoopbackAddress();
    } catch (UnknownHostException unresolved) {
      return false;
    }
  }
}
