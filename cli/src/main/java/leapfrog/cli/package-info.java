/** Reads the command line, shows progress and results; must not know any backend by name or how draws are made. */
package leapfrog.cli;
