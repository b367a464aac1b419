"""The process that sets one paper: task as JSON on its input, PDF on its output, diagnosis on its errors."""

import json
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"
STANDARDS = ["a-2a", "ua-1"]
MEMORY = 4 * 1024**3
PROCESSOR_SECONDS = 120


def main() -> int:
    """Exit code 0 and the PDF, or 1 and the reason."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    import typst

    task = json.load(sys.stdin.buffer)
    year, month, day = task["data"]["date"]
    try:
        pdf = typst.compile(  # type: ignore[call-overload]  # a list of the names of standards
            TEMPLATES / task["template"],
            root=TEMPLATES,
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(task["data"], ensure_ascii=False)},
            pdf_standards=STANDARDS,
            timestamp=datetime(year, month, day, tzinfo=UTC),
        )
    except typst.TypstError as error:
        sys.stderr.write("\n".join([error.message, error.diagnostic, *error.hints]))
        return 1
    if not isinstance(pdf, bytes):
        sys.stderr.write("no document")
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
