"""No render reaches the network: a formula of a project from elsewhere could fetch packages, or report where it is opened."""

# Typst fetches the packages that a formula imports, and takes its proxy from these variables. At port 9 nobody listens.
_NOWHERE = "http://127.0.0.1:9"
NO_NETWORK = dict.fromkeys(
    ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), _NOWHERE
) | {"no_proxy": "", "NO_PROXY": ""}
"""Variables of the environment."""
