"""How NumPy's linear algebra library (BLAS) is to work: told before NumPy is first imported."""

from pathlib import Path

_PROCESSOR = Path("/proc/cpuinfo")


def settings() -> dict[str, str]:
    """Return the environment variables that a training process sets before it imports NumPy.

    One thread: several would add up the same numbers in another order, so that other machines
    got other bits, and the other cores are busy drawing examples. On AMD processors with AVX-512
    kernels of that width: OpenBLAS 0.3.31 takes the newest of them for one of 2013 and multiplies
    matrices at half speed.
    """
    variables = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")
    chosen = {**dict.fromkeys(variables, "1"), "VECLIB_MAXIMUM_THREADS": "1"}
    processor = _PROCESSOR.read_text() if _PROCESSOR.exists() else ""
    if "AuthenticAMD" in processor and "avx512vl" in processor:
        chosen["OPENBLAS_CORETYPE"] = "SkylakeX"
    return chosen
