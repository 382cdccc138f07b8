"""The trusted checker: a kernel and one verifier a claim."""
