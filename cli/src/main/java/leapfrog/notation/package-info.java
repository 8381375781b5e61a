/** Writes models in mathematical notation and in words, as text. Must not know the command, reports and fits. */
package leapfrog.notation;
