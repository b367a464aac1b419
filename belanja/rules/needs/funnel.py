"""What the way from a need to a paid order counts, as data: whoever shows a figure of it shows these beside it."""

from ..parameter_rows import LONG_AGO
from .states import Stage

#: Grows when anything below, or a definition of a stage, counts otherwise than before.
VERSION = 2
VALID_FROM = LONG_AGO
#: Slug of the legal basis that asks for it.
LEGAL_BASIS = "se-banten-027-1181-2023"
COUNTED = (
    "Yang dihitung adalah pasangan satu kebutuhan dan satu usaha. Setiap pasangan dihitung sekali di setiap tahap yang "
    "pernah dicapainya, pada saat pertama kali; usaha yang menolak lalu menyatakan sanggup tidak lagi dihitung menolak."
)
PERIOD = (
    "Tahun dan bulan adalah saat pasangan itu dicocokkan, bukan saat tahapnya dicapai. Jadi angka bulan yang lalu "
    "masih bertambah selama usahanya melangkah."
)
PLACE = "Kabupaten/kota dan skala adalah keadaan usaha saat dicocokkan; angka tidak pindah bila usahanya berubah."
FRESH = (
    "Usaha yang belum pernah dipesan mendapat tempat tersendiri di antara yang diberi tahu. Pernah atau belum adalah "
    "keadaannya saat dicocokkan."
)
LISTED = (
    "Usaha dari daftar dinas yang belum terdaftar tidak dihitung di tahap mana pun. Begitu terdaftar ia dihitung, "
    "sejak saat ia dicocokkan, dihubungi, dan didampingi."
)
#: Stages in the order in which they are shown.
STAGES = tuple(Stage)
