# Writes lkj.json: Stan's lkj_corr_cholesky_lpdf(L | eta), with its constant, plus log |dL/dθ| of its transform
# cholesky_factor_corr, at points θ. Python 3.11, mpmath 1.3.0: python3 lkj.py > lkj.json
# The formulas are those of Stan's sources (lkj_corr_lpdf, lkj_corr_cholesky_lpdf, cholesky_corr_constrain); the Jacobian is the
# determinant of a matrix of numerical derivatives at 60 digits, not Stan's closed form.
import mpmath as mp
mp.mp.dps = 60

def cholesky(theta, K):
    L = mp.matrix(K, K)
    k = 0
    for i in range(K):
        rest = mp.mpf(1)
        for j in range(i):
            L[i, j] = mp.tanh(theta[k]) * mp.sqrt(rest)
            rest -= L[i, j] ** 2
            k += 1
        L[i, i] = mp.sqrt(rest)
    return L

def log_jacobian(theta, K):
    entries = [(i, j) for i in range(K) for j in range(i)]
    h = mp.mpf(10) ** -25
    D = mp.matrix(len(entries), len(entries))
    for c in range(len(theta)):
        right = cholesky([t + (h if k == c else 0) for k, t in enumerate(theta)], K)
        left = cholesky([t - (h if k == c else 0) for k, t in enumerate(theta)], K)
        for r, (i, j) in enumerate(entries):
            D[r, c] = (right[i, j] - left[i, j]) / (2 * h)
    return mp.log(abs(mp.det(D)))

def lkj_constant(eta, K):
    m = K - 1
    if eta == 1:
        c = -sum(mp.loggamma(2 * k) for k in range(1, m // 2 + 1))
        if K % 2 == 1:
            return c - (mp.mpf(K * K - 1) / 4 * mp.log(mp.pi) - mp.mpf(m * m) / 4 * mp.log(2) - m * mp.loggamma(mp.mpf(K + 1) / 2))
        return c - (mp.mpf(K * (K - 2)) / 4 * mp.log(mp.pi) + mp.mpf(3 * K * K - 4 * K) / 4 * mp.log(2)
                    + K * mp.loggamma(mp.mpf(K) / 2) - m * mp.loggamma(K))
    c = m * mp.loggamma(eta + mp.mpf(m) / 2)
    for k in range(1, m + 1):
        c -= mp.mpf(k) / 2 * mp.log(mp.pi) + mp.loggamma(eta + mp.mpf(m - k) / 2)
    return c

def log_density(theta, eta, K):
    L = cholesky(theta, K)
    kernel = sum((K - k + 2 * eta - 2) * mp.log(L[k - 1, k - 1]) for k in range(2, K + 1))
    return lkj_constant(eta, K) + kernel + log_jacobian(theta, K)

cases = []
for K in (2, 3, 4, 5):
    for eta in ("0.5", "1", "4"):
        for scale in ("0.7", "3"):
            theta = [mp.mpf(float(mp.mpf(scale) * mp.sin(3 * k + K))) for k in range(1, K * (K - 1) // 2 + 1)]
            value = log_density(theta, mp.mpf(eta), K)
            cases.append('{"size": %d, "eta": %s, "theta": [%s], "log_density": %s}' % (
                K, eta, ", ".join(repr(float(t)) for t in theta), mp.nstr(value, 17)))
print('{"origin": "lkj.py, Python 3.11, mpmath 1.3.0",\n"cases": [\n' + ",\n".join(cases) + "]}")
