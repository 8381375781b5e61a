package leapfrog.simd;

/** Names the places of {@link MarginalScratch#matched}, a line of lanes each: what {@link MatchedLevels} sum of S and t, and combinations of columns. */
final class MatchedSums {
    static final int S11 = 0;
    static final int S12 = 1;
    static final int S22 = 2;
    static final int T1 = 3;
    static final int T2 = 4;
    /** bᵀ L M⁻¹ Lᵀ b. */
    static final int QUADRATIC = 5;

    static final int S11_S11 = 6;
    static final int S11_S12 = 7;
    static final int S12_S12 = 8;
    static final int S12_S22 = 9;
    static final int S22_S22 = 10;
    static final int T1_T1 = 11;
    static final int T1_S11 = 12;
    static final int T1_S12 = 13;
    static final int T2_T2 = 14;
    static final int T2_S12 = 15;
    static final int T2_S22 = 16;
    /** For correlated effects alone, as are the next three. */
    static final int S11_S22 = 17;

    static final int T1_T2 = 18;
    static final int T1_S22 = 19;
    static final int T2_S11 = 20;
    /** Of the combinations v of columns: v of y − X E[β], and Σ v₁², Σ v₁ v₂ and Σ v₂² of all. */
    static final int V1 = 21;

    static final int V2 = 22;
    static final int V11 = 23;
    static final int V12 = 24;
    static final int V22 = 25;
    static final int PLACES = 26;

    private MatchedSums() {}
}
