/*
 * Computes a chain's random numbers as the host does: each a pure function of (seed, chain, transition, purpose, index).
 *
 * Philox4x32-10 of Salmon, Moraes, Dror and Shaw (2011), doi:10.1145/2063384.2063405, with the key seed and the counter
 * words [index / 2, purpose + 256 (transition / 2^32), chain, transition mod 2^32]; index mod 2 picks a half.
 */
enum Purpose { MOMENTUM = 0, DIRECTION = 1, SELECTION = 2, STEP_SIZE = 4 }; /* the codes of the host's Purpose */

typedef struct {
    ulong seed;
    uint chain;
} Stream;

INLINE ulong random_bits(Stream stream, uint purpose, ulong transition, ulong index) {
    uint x0 = (uint)(index >> 1);
    uint x1 = purpose | (uint)(transition >> 32) << 8;
    uint x2 = stream.chain;
    uint x3 = (uint)(transition);
    uint key0 = (uint)(stream.seed);
    uint key1 = (uint)(stream.seed >> 32);
    for (int round = 0; round < 10; round++) {
        uint low0 = 0xD2511F53u * x0;
        uint low2 = 0xCD9E8D57u * x2;
        uint high0 = mul_hi(0xD2511F53u, x0);
        uint high2 = mul_hi(0xCD9E8D57u, x2);
        x0 = high2 ^ x1 ^ key0;
        x1 = low2;
        x2 = high0 ^ x3 ^ key1;
        x3 = low0;
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
    return (index & 1) == 0 ? (ulong)(x0) | (ulong)(x1) << 32 : (ulong)(x2) | (ulong)(x3) << 32;
}

/* (k + 1/2) 2^-52 for the upper 52 bits k: in the open interval (0, 1). */
INLINE double random_uniform(Stream stream, uint purpose, ulong transition, ulong index) {
    return ((double)(random_bits(stream, purpose, transition, index) >> 12) + 0.5) * 0x1p-52;
}
