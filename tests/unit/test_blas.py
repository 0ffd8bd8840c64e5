"""The settings of BLAS: one thread, and the widest kernels where they are overlooked."""

import pytest

from training.learning import blas


@pytest.mark.parametrize(("processor", "kernels"), [
    ("vendor_id : AuthenticAMD\nflags : avx2 avx512f avx512vl", "SkylakeX"),
    ("vendor_id : AuthenticAMD\nflags : avx2", None),
    ("vendor_id : GenuineIntel\nflags : avx2 avx512f avx512vl", None),
    (None, None),
])
def test_kernels_are_chosen_only_where_the_processor_has_them(
    processor, kernels, tmp_path, monkeypatch
):
    monkeypatch.setattr(blas, "_PROCESSOR", tmp_path / "cpuinfo")
    if processor:
        (tmp_path / "cpuinfo").write_text(processor)
    settings = blas.settings()
    assert settings["OPENBLAS_NUM_THREADS"] == "1"
    assert settings.get("OPENBLAS_CORETYPE") == kernels
