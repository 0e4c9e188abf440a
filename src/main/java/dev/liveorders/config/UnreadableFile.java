package dev.liveorders.config;

import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The reasons for which files of the configuration cannot be read, in words. */
public final class UnreadableFile {
  private UnreadableFile() {}

  /**
   * Says it, as what follows the file's name: "does not exist".
   *
   * @param failure of reading it, or with that as its cause
   */
  public static String reason(String name, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof NoSuchFileException) {
        return "does not exist";
      }
      if (cause instanceof AccessDeniedException) {
        return "may not be read by this user";
      }
      if (cause instanceof CharacterCodingException) {
        return "is not text in UTF-8";
      }
      if (cause instanceof InvalidPathException) {
        return "is no path (" + cause.getMessage() + ")";
      }
    }
    return Files.isDirectory(Path.of(name))
        ? "is a folder"
        : "cannot be read (" + failure.getClass().getSimpleName() + ")";
  }
}
