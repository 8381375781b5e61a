/** Defines the seams between sampler, engines and backends as interfaces and data. Must not know how any of them is done. */
@org.jspecify.annotations.NullMarked
package leapfrog.engine;
