/** Answers that are not successes (RFC 9457): the closed list, and the one place that translates failures into it. */
package dev.liveorders.http.problem;
