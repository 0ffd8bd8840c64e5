"""The benches: listed by name, unknown names refused."""

from tests.bench import __main__ as bench


def test_the_benches_are_listed_with_what_they_do(capsys):
    assert bench.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("training_speed  ") and "PyTorch" in line for line in lines)


def test_an_unknown_bench_is_one_clear_line(capsys):
    assert bench.main(["nonsense"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("bench: no nonsense; there is ")
