package leapfrog.model.prior;

/** Names the function of a parameter that a prior is a prior of: a power u = v^power. */
public enum Quantity {
    /** v. */
    ITSELF("", 1),
    /** v², of a standard deviation. */
    VARIANCE("variance:", 2),
    /** 1 / v², of a standard deviation. */
    PRECISION("precision:", -2);

    private final String prefix;
    private final int power;

    Quantity(String prefix, int power) {
        this.prefix = prefix;
        this.power = power;
    }

    /** What stands before the parameter's name: {@code precision:}. */
    public String prefix() {
        return prefix;
    }

    /** The power of the standard deviation that the prior is on. */
    public int power() {
        return power;
    }

    /** Where v lies if u lies in {@code support}, which is that of a positive u unless this is v itself. */
    public Support ofParameter(Support support) {
        return switch (this) {
            case ITSELF -> support;
            case VARIANCE -> new Support(Math.sqrt(support.lower()), Math.sqrt(support.upper()));
            case PRECISION -> new Support(1 / Math.sqrt(support.upper()), 1 / Math.sqrt(support.lower()));
        };
    }
}
