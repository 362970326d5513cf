"""The second agency's build scripts are no tests."""

collect_ignore_glob = ["second_agency/*"]
