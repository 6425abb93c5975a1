"""How often each rule of the linter is right, read by hand on real knowledge bases.

`<CODE>.tsv` holds the verdicts on a sample of a rule's findings: base, path, line, right or
wrong, why. No text of the articles is copied.

    python -m bench.precision sample KB301    # draws a sample to be read, on standard output
    python -m bench.precision history FOLDER  # lays repositories of packages' releases
    python -m bench.precision past FOLDER KB403   # what rules find from release to release
    python -m bench.precision figures         # writes the figures that the rules' pages show

KB_DATA names the folder of the knowledge bases; a base with two releases behind its name is the
documentation in a package, which releases.toml names.
"""
