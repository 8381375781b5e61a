package leapfrog.engine;

/** A group of chains, what they are to do, and who receives their draws. */
public record StageTask(ChainGroup chains, Stage stage, DrawSink sink) {}
