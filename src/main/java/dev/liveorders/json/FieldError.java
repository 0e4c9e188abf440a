package dev.liveorders.json;

/**
 * One field that is wrong.
 *
 * @param field   its name, as the sender wrote it
 * @param message what is wrong with it, with the value and what would be right
 */
public record FieldError(String field, String message) {}
