"""How much a reader takes on before it refuses. Limits of the program, not rules of procurement."""

MIB = 1024 * 1024

CHUNK = MIB  # bytes read at a time
BATCH = 2_000  # rows handed over at a time
HEAD = 50  # rows read to recognise a file
MAX_VALUE = 8 * MIB  # characters of one JSON row, or of one line of CSV
MAX_FILE = 4 * 1024 * MIB  # bytes of a file on disk
MAX_XLSX = 300 * MIB  # bytes of a workbook on disk
MAX_COLUMNS = 5_000

# A workbook is a ZIP; these stop one that unpacks to far more than it seems.
ZIP_ENTRIES = 5_000
ZIP_DIRECTORY = 4 * MIB
ZIP_UNPACKED = 1_500 * MIB
ZIP_RATIO = 200
ZIP_RATIO_FROM = 50 * MIB  # below this a high ratio does no harm
SHEET_CELLS = 16_000_000  # rows times columns, empty ones included: the reader lays them out in full

PARQUET_MEMORY = "512MB"
PARQUET_ROWS = 20_000_000  # a few kilobytes can claim a billion equal rows
