package leapfrog.report.plot;

import java.util.Locale;

/** Names the colours of figures by what they mean, each for light and for dark paper. */
public enum Ink {
    /** Titles of axes. */
    TEXT("#24292f", "#e3e6ea"),
    /** Numbers on axes, lines of reference. */
    MUTED("#6b7480", "#98a2ae"),
    GRID("#e8eaee", "#2a3037"),
    /** Bands behind what matters. */
    BAND("#d5dae1", "#3b434c"),
    /** Observations. */
    DATA("#444c56", "#c4ccd5"),
    /** The posterior of the model at hand. */
    POSTERIOR("#1f6f9f", "#5fb0de"),
    /** Estimates without pooling, and whatever is compared. */
    CONTRAST("#d0762a", "#e9a05c"),
    /** Divergences. */
    WARNING("#c8323c", "#ff7b80"),
    CHAIN_1("#2b6cb0", "#6aa9e6"),
    CHAIN_2("#dd7f2e", "#eda765"),
    CHAIN_3("#2a9171", "#5cc4a2"),
    CHAIN_4("#a8498f", "#d684bf"),
    CHAIN_5("#8a8a1e", "#c2c255"),
    CHAIN_6("#7059bd", "#a694e6"),
    CHAIN_7("#3a9bb0", "#74cadb"),
    CHAIN_8("#97643c", "#c99a73");

    /** Number of colours for chains, or for whatever else is told apart. */
    public static final int CHAINS = 8;

    private final String light;
    private final String dark;

    Ink(String light, String dark) {
        this.light = light;
        this.dark = dark;
    }

    /** The colour of chain, or fit, k; they repeat from {@link #CHAINS} on. */
    public static Ink chain(int k) {
        return values()[CHAIN_1.ordinal() + k % CHAINS];
    }

    /** {@code #rrggbb} on light paper; tells inks apart. */
    public String light() {
        return light;
    }

    /** {@code #rrggbb} on dark paper. */
    public String dark() {
        return dark;
    }

    /** The name of its CSS variable. */
    public String variable() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** CSS declarations of all inks: {@code --text:#24292f;…}. */
    public static String declarations(boolean onDark) {
        StringBuilder css = new StringBuilder();
        for (Ink ink : values()) {
            css.append(ink.variable())
                    .append(':')
                    .append(onDark ? ink.dark : ink.light)
                    .append(';');
        }
        return css.toString();
    }
}
