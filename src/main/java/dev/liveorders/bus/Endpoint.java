package dev.liveorders.bus;

/**
 * A request that this node answers: its address, and both messages with their JSON.
 *
 * @param <Q> the question
 * @param <A> the answer
 */
public record Endpoint<Q, A>(String address, MessageJson<Q> question, MessageJson<A> answer) {}
