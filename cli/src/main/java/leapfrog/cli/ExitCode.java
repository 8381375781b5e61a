package leapfrog.cli;

/** Lists how the command ends; the interface that scripts rely on. */
final class ExitCode {
    static final int DONE = 0;
    /** An error in the program itself. */
    static final int BROKEN = 1;
    /** The input is wrong. */
    static final int WRONG_INPUT = 2;
    /** With {@code --strict}: done, but the diagnosis is bad. Of {@code sbc}: not calibrated. */
    static final int BAD = 3;
    /** A backend or device cannot open, or failed. */
    static final int DEVICE = 4;
    /** Nothing is done yet, and the launcher is to do it in the full Java process; what the launcher itself ends with is then that one's code. */
    static final int HAND_OVER = 75;
    /** Stopped by Ctrl-C or SIGTERM. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
