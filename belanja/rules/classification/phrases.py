"""The phrases of titles, by class: `class | phrase; phrase=weight`. Without a weight a phrase speaks alone (6); the
name of an account, as plans copy it, has 9: it says so whatever occasion follows.

A row goes on where a line begins with blanks. A row without a class lists words that name no thing although they
contain one.
"""

GOODS = """
| kegiatan kantor; natura dan pakan; natura dan pakan natura dan pakan; bahan kimia; bahan pelatihan; bahan
  sertifikasi; bahan praktik; bahan praktek; bahan kursus; bahan uji kompetensi; pelatihan vokasi; barang konsumsi;
  media pelatihan; jasa pelayanan umum kantor; jasa pemeliharaan biaya pemeliharaan pajak dan perizinan; pajak
  kendaraan perorangan dinas atau kendaraan dinas jabatan; pajak dan perizinan kendaraan dinas operasional; sarana dan
  prasarana gedung kantor atau bangunan lainnya; dokumen perencanaan perangkat daerah; sinergi perencanaan dan
  pelaksanaan; musyawarah perencanaan pembangunan; bibit ternak bibit ikan; bahan bibit ternak bibit ikan; peserta
  pelatihan; peserta pelaksanaan pelatihan; pelaksanaan pelatihan; terintegrasi elektronik; sistem elektronik;
  berbasis elektronik; transaksi elektronik; alat kantor dan rumah tangga=1; gedung kantor=1; ruang kelas=1; untuk
  dijual diserahkan; diserahkan kepada masyarakat; peralatan dan perlengkapan kantor; alat kantor lainnya; puskesmas;
  sumber daya air; dinas sosial; dinas kesehatan; dinas perikanan; dinas perhubungan
atk | map kertas; map plastik; map folio; binder clip; blinder clip; kegiatan kantor alat tulis kantor=9; alat tulis
  kantor; atk; alat tulis; perlengkapan tulis; pulpen; ballpoint; stempel=3; map dan ordner; stopmap
kertas | kegiatan kantor kertas dan cover=9; kertas dan cover; kertas hvs; kertas=4; kertas foto copy
komputer_bahan | kegiatan kantor bahan komputer=9; bahan komputer; tinta printer; toner; cartridge=4; tinta=4;
  flashdisk; flash disk; tinta/toner printer; pita printer
benda_pos | kegiatan kantor benda pos=9; benda pos; meterai; materai; perangko
air_minum | air mineral; air minum galon; air minum dalam kemasan; air minum isi ulang; air galon
bahan_pokok | natura dan pakan natura; bahan pokok; sembako; beras=4; minyak goreng; gula pasir; bahan makanan=2;
  bahan makanan pasien; bahan makanan basah; bahan makanan kering; natura; bahan pangan; sembilan bahan pokok; pangan
  pokok; telur=3; daging=3
kain | kain batik; kain tradisional; kain tenun; batik=3; kain=2
cenderamata | kegiatan kantor suvenir cendera mata=9; suvenir; souvenir; cendera mata; cinderamata; cenderamata;
  plakat; kerajinan; piala=5; trofi; medali; vandel; goodie bag; hampers
seragam | seragam batik; sepatu safety; safety shoes; kegiatan kantor perlengkapan dinas=9; pakaian dinas; seragam;
  pakaian olahraga; pakaian kerja; pakaian batik; pakaian adat; pakaian korpri; pakaian sipil; pakaian lapangan;
  baju=4; kaos=5; rompi=5; jaket=5; perlengkapan dinas=4; atribut=3; sepatu=4; topi=4; pakaian pelatihan; pakaian jas;
  toga; pakaian khusus; pakaian paskibraka; kostum=4; mukena; sarung=3; jilbab
kebersihan_alat | kegiatan kantor perabot kantor=9; alat kebersihan; bahan kebersihan; peralatan kebersihan; bahan
  pembersih; alat pembersih; perabot kantor=5; tempat sampah; tong sampah; sabun; pewangi ruangan; mesin pemotong
  rumput; tisu; alat dan bahan kebersihan; obat nyamuk; pengharum; karbol; disinfektan=4; perlengkapan kebersihan
cctv | cctv; kamera pengawas; alarm=3; kamera keamanan
bbm | bahan bakar; bbm; pelumas; bahan bakar minyak; bahan bakar gas; tabung gas; isi tabung gas; gas elpiji; lpg;
  solar=3; pertamax; pertalite; oli=4; bahan bakar dan pelumas
mebel | mebel; meubelair; mebeulair; mebeler; meubeler; mebeul; meubel; mebeller; meubelar; meja kerja; kursi kerja;
  meja rapat; kursi rapat; kursi tamu; lemari arsip; lemari dan arsip; filling cabinet; filing cabinet; alat penyimpan
  perlengkapan kantor; meja dan kursi; kursi=4; meja=4; lemari=4; sofa; rak arsip; rak buku; rak=3; meja kursi siswa;
  furnitur; furniture; tempat tidur=4; partisi=3; gorden=4; vertical blind; perabot=2; brankas; brandkas; spring bed;
  loker
komputer | personal computer; personal komputer; laptop; notebook; komputer unit; pc=4; tablet=3; tablet pc;
  komputer=4; komputer pc; chromebook; pc all in one; komputer jaringan; laboratorium komputer=2; komputer unit
  lainnya; peralatan tik; teknologi informasi dan komunikasi=2; peralatan teknologi informasi dan komunikasi;
  perangkat tik; perangkat pengolah data; media pendidikan laboratorium komputer; perangkat komputer=5; server=4;
  desktop
periferal | printer; scanner; proyektor; projector; lcd proyektor; infocus; peralatan personal komputer; peralatan
  personal computer; peralatan komputer; peralatan komputer lainnya; mesin fotokopi; mesin foto copy; monitor=3;
  hardisk eksternal; harddisk; interactive flat panel; smart board; layar proyektor; mesin penghancur kertas; mesin
  absensi; fingerprint; mesin antrian; mesin antri; barcode
jaringan | peralatan jaringan; perangkat jaringan; jaringan komputer; router; switch=4; access point; perlengkapan
  jaringan komputer; kabel utp; firewall=4; fiber optik; peralatan jaringan komputer; wifi=4
daya | genset; generator set; generating set; generator=4; ups=5; stabilizer; panel surya; solar cell=4; aki=3;
  baterai=3; catu daya; electric generating
elektronik | air conditioner; alat pendingin; ac split; ac=3; kulkas; lemari es; televisi; tv led; smart tv; tv=3;
  dispenser; kipas angin; alat rumah tangga lainnya home use; home use; elektronik=2; sound system; pengeras suara;
  mesin cuci; freezer=4; microwave; wireless=3; alat elektronik; exhaust fan; videotron=4; alat dapur=4; kompor=4;
  peralatan dapur=4; alat rumah tangga elektronik; speaker; megaphone; vacuum cleaner
studio | alat studio; peralatan studio; peralatan studio video; kamera=4; handycam; alat komunikasi; handy talky;
  handy talkie; peralatan pemancar; studio video dan film; drone; alat studio lainnya; radio komunikasi; mikrofon;
  lensa; tripod; webcam
alkes | alat kesehatan; alat kedokteran; peralatan kesehatan; alat kesehatan umum; antropometri; stetoskop;
  tensimeter; timbangan bayi; kursi roda; alat bantu disabilitas; alat bantu dengar; alat kedokteran umum; alat
  kesehatan kebidanan; usg; alkes; suku cadang alat kedokteran=4; posyandu kit; alat radiologi=4; alat medis; tempat
  tidur pasien
bmhp | bahan alat laboratorium; bmhp; bahan medis habis pakai; bahan habis pakai medis; reagen; reagensia; masker=4;
  sarung tangan=3; oksigen=4; gas medis; oksigen medis; bahan dan alat radiologi=5; bahan laboratorium=4; rapid test;
  alat kesehatan habis pakai; bahan kimia laboratorium; bahan medis; hand sanitizer; alat pelindung diri=3; apd=3;
  kantong darah; film radiologi
obat | obat obatan; obat=4; vitamin; farmasi=3; vaksin; perbekalan kesehatan=4; penambah daya tahan tubuh; obat gigi;
  alat kontrasepsi; jamu; suplemen
lab | alat laboratorium; suku cadang alat laboratorium; peralatan laboratorium; alat ukur=4; alat uji=4; alat
  laboratorium metrologi; total station; gps geodetik; timbangan=3; laboratorium lingkungan=3; alat laboratorium bahan
  bangunan=3; alat labor
bibit | bibit tanaman; benih=4; bibit pohon; bibit=3; bibit padi; bibit kopi; polybag=4; cabai rawit; tanaman hias;
  bibit buah; benih padi; benih jagung; bibit kelapa; bibit sayuran; tanaman=2; bunga=2; bibit mangrove; pohon
  pelindung; rumput taman; bawang merah
pupuk | pupuk; pestisida; kompos; herbisida; insektisida; sarana produksi pertanian; obat tanaman; saprodi; mulsa;
  media tanam; dekomposer
ternak | natura dan pakan pakan; bibit ternak; hewan ternak; ternak=4; sapi=4; kambing=4; domba=4; ayam=3; itik=4;
  pakan ternak; obat hewan; pakan sapi; unggas=3; vaksin hewan; konsentrat=3; domba garut; bibit sapi perah; semen
  beku; hewan qurban; pakan=3; sapi potong; kelinci; bebek
ikan | benih ikan dan pakan; pukat; fish finder; bibit ikan; benih ikan; pakan ikan; ikan hias; induk ikan; budidaya
  ikan; ikan=3; jaring ikan; alat tangkap; alat penangkap ikan; kolam terpal; calon induk ikan; benih udang; rumput
  laut; udang=3; perikanan=3; keramba; bioflok
alsintan | traktor; tractor; alat mesin pertanian; alsintan; pompa air; hand tractor; cultivator; kultivator; alat
  pertanian; mesin pertanian; power thresher; combine harvester; hand sprayer; sprayer=4; rice milling; alat
  pengolahan=3; mesin pencacah=3; alat pencacah=5; transplanter; pascapanen=2; alat pertanian lainnya; corn sheller
alat_berat | alat besar; mesin proses; mesin pencacah sampah; mesin pencacah plastik; excavator; belt conveyor; belt
  conveyer; alat berat; buldoser; crane; mesin pemilah sampah; alat besar darat; conveyor; roller; mesin press=3;
  backhoe; vibro; stamper; incinerator; mesin sampah
perkakas | perkakas; alat bengkel; mesin las; mesin bor; troli; tangga aluminium; mesin gergaji; chainsaw; alat
  bengkel bermesin; gerinda; alat pertukangan; mesin bobok; mesin jahit=5; kompresor; toolkit; peralatan pertukangan;
  mesin potong=3; mesin pres=4; mesin press hidrolik=5
kapal | kapal motor; kapal penangkap ikan; perahu; mesin kapal; speed boat; speedboat; kapal=4; mesin tempel; motor
  tempel; perahu karet; kapal motor nelayan; alat apung
buku | buku perpustakaan; buku=3; bahan pustaka; buku bacaan; buku pelajaran; buku teks; buku literasi; e-book; ebook;
  bahan perpustakaan; buku asesmen; buku siswa; buku paket; koleksi perpustakaan; terekam dan bentuk mikro=5;
  monografi; kitab=4
peraga | alat peraga; ape=4; ape dalam; ape luar; alat permainan edukatif; permainan edukatif; media pembelajaran;
  alat peraga pendidikan; alat praktik=3; alat praktek=3; mainan=4; alat bermain; alat peraga edukatif
koran | surat kabar; majalah; jurnal=3; koran; langganan surat kabar; langganan jurnal surat kabar majalah; bahan
  bacaan=4
olahraga | peralatan olahraga; alat olahraga; perlengkapan olahraga; bola=4; matras; sarana olahraga=3; perlengkapan
  pendukung olahraga; raket; alat fitness; treadmill; perlengkapan atlet=4; alat olahraga lainnya
musik | alat musik; gamelan; rebana; marawis; alat kesenian; alat musik tradisional; drum band; drumband; marching
  band; angklung; organ tunggal=3; kendang; hadroh; qasidah; barang bercorak kesenian
material | bahan bangunan; bahan bangunan dan konstruksi; bahan baku bangunan; semen=4; cat tembok; cat=3; besi beton;
  material=4; bahan material; baja ringan; pipa=3; pipa pvc; paku; keramik=3; batu bata; seng=3; kayu=3; batu belah;
  kanstin; paving=3; perpipaan=3; paralon; genteng; triplek; bahan konstruksi; tanah urug; sirtu
aspal_beton | aspal; hotmix; beton ready mix; ready mix; beton precast; u-ditch; u ditch; beton=3; box culvert
  precast; aspal dingin; cold mix; beton siap pakai; aspal hotmix; lapen=3
listrik | kegiatan kantor alat listrik=9; alat listrik; lampu=4; komponen instalasi listrik; kabel listrik; alat
  listrik dan elektronik; stop kontak; peralatan listrik; mcb; bola lampu; komponen listrik; lampu led=4; alat/bahan
  listrik
pju | marka=4; penerangan jalan; pju; lampu jalan; rambu=5; marka jalan; armature; lampu penerangan jalan umum; rambu
  lalu lintas; traffic light; apill; cermin tikungan; guardrail; warning light; perlengkapan jalan; tiang lampu; lampu
  penerangan jalan; pembangunan pju=9; pemasangan pju=9; pembangunan penerangan jalan=9; pemasangan lampu=6;
  pemeliharaan pju=5; penerangan jalan umum; paku jalan; lampu hias; rambu tidak bersuar; pemeliharaan rambu;
  barrier=3; traffic cone
kendaraan | kendaraan bermotor; kendaraan dinas; kendaraan bermotor penumpang; kendaraan bermotor khusus; sepeda
  motor; mobil ambulance; ambulans; ambulance; mobil=4; kendaraan roda dua; kendaraan roda empat; kendaraan
  operasional; dump truck; dump truk; kendaraan bermotor beroda dua; kendaraan roda tiga; motor roda tiga; bus=3;
  kendaraan perorangan dinas; minibus; truk=4; mobil tangki; kendaraan jabatan; pick up=4; kendaraan bermotor angkutan
  barang; sepeda=3; kendaraan listrik; motor viar; kendaraan=3; gerobak motor
bencana | karung=4; alat pemadam; pemadam kebakaran; apar; tenda pengungsi; perlengkapan bencana; kebencanaan=4;
  logistik bencana; alat keselamatan; family kit; selimut; bantuan bencana; tabung pemadam; tenda pleton; alat
  evakuasi; life jacket; pelampung; hygiene kit; kidsware; sandang=4; tas siaga; pemadam api ringan; alat pemadam
  kebakaran; peti jenazah=4; kantong mayat; kain kafan; perlengkapan penyelamatan; terpal=4; kit bencana; peralatan
  kebencanaan; bahan pemadam
"""

SERVICES = """
cetak | buku laporan; kegiatan kantor bahan cetak=9; bahan cetak; barang cetakan; penggandaan; fotokopi; fotocopy;
  foto copy; cetak=4; spanduk; banner; baliho; percetakan; cetakan; penjilidan; jilid=4; leaflet; brosur; cetak dan
  penggandaan; cetak buku; kalender=4; bahan cetakan; undangan=3; blanko; stiker; backdrop=4; umbul umbul; x-banner;
  sertifikat=2; buletin=4; alat spanduk; cetak karcis; karcis=4; poster; piagam=4; cetak spanduk; cetak banner; cetak
  stiker; cetak kalender; cetak foto; pamflet; id card; papan nama; neon box; papan informasi; plang
mamin | makanan dan minuman rapat=9; makanan dan minuman jamuan tamu=9; makanan dan minuman aktivitas lapangan=9;
  makanan dan minuman; makan minum; mamin; nasi kotak; snack; konsumsi=5; jamuan tamu; makanan tambahan; pmt=5; makan
  siang; makanan minuman rapat; kudapan; prasmanan; jamuan makan; katering; catering; jasa boga; nasi kotak dan snack;
  jasa konsumsi; makanan pasien=4; pemberian makanan tambahan; bahan makanan tambahan; makan dan minum; makanan dan
  minuman rapat; snack rapat; konsumsi rapat; konsumsi peserta; makanan ringan; olahan pangan; oleh-oleh; permakanan;
  makan bergizi; makanan=4; minuman=3
kebersihan_jasa | pest control; rentokil; fumigasi; pembasmian hama; alih daya kebersihan; jasa kebersihan; cleaning
  service; cleaning servis; pemeliharaan kebersihan; jasa tenaga kebersihan; tenaga kebersihan; laundry; pencucian
  pakaian; jasa pencucian; jasa cleaning; petugas kebersihan; jasa layanan kebersihan; tenaga kebersihan kantor; jasa
  pelayanan kebersihan; office boy; tenaga cleaning service
keamanan | outsourcing security; alih daya security; alih daya satpam; alih daya keamanan; petugas keamanan; jasa
  keamanan; tenaga keamanan; jasa tenaga keamanan; satpam; jasa pengamanan; security=3; tenaga pengamanan; jasa satuan
  pengamanan
sewa_kendaraan | sewa kendaraan; sewa mobil; sewa bus; sewa sarana mobilitas; sewa alat angkutan; rental mobil; sewa
  motor; sewa kendaraan dinas; sewa kendaraan bermotor; sewa ambulance; sewa truk; sewa sarana mobilitas darat; sewa
  kendaraan operasional; sewa transportasi; sewa angkutan
servis_kendaraan | pemeliharaan kendaraan; perawatan kendaraan; servis kendaraan; service kendaraan; pemeliharaan alat
  angkutan; ban kendaraan; ban=4; suku cadang kendaraan; suku cadang alat angkutan; servis mobil; perbaikan kendaraan;
  servis berkala kendaraan; pemeliharaan mobil; pemeliharaan kendaraan dinas; jasa service kendaraan; penggantian suku
  cadang kendaraan; pemeliharaan sepeda motor; suku cadang kendaraan bermotor; karoseri=3; aki kendaraan; pemeliharaan
  kendaraan bermotor; perbaikan mobil; servis dan suku cadang kendaraan
iklan | media sosial=4; siaran pers; jasa iklan; iklan; reklame; publikasi; pemotretan; dokumentasi=4; media online=4;
  advertorial; jasa publikasi; kerja sama media; kerjasama media; video profil; film dokumenter; pembuatan video; jasa
  dokumentasi; media massa=4; peliputan; siaran radio; penyiaran=4; dokumenter; media luar ruang; talkshow; publikasi
  media; iklan layanan masyarakat; video=3; film=3; jasa desain grafis
sewa_acara | sewa tenda; sewa kursi; sewa sound system; sewa panggung; sewa perlengkapan acara; sewa peralatan acara;
  tenda dan kursi=4; sewa meja kursi; sewa alat musik; sewa perlengkapan kegiatan; sewa pakaian; sewa kostum; sewa
  tenda dan kursi; sewa perlengkapan; dekorasi=4; sewa stand; sewa booth; sewa multimedia; sewa lighting; sewa
  videotron; karangan bunga
acara | penyelenggaraan acara; penyelenggara acara; event organizer; jasa event; pagelaran; pergelaran; jasa eo;
  festival=3; pameran=4; penyelenggaraan event; jasa tenaga kesenian dan kebudayaan=2; pertunjukan=4; pentas seni;
  jasa penyelenggara kegiatan; kejuaraan=3; lomba=2; gebyar=3; karnaval
hotel | paket meeting; fullboard; full board; fullday; full day; hotel=3; akomodasi=4; paket rapat; halfday; half day;
  rapat di luar kantor; akomodasi dan konsumsi; paket fullboard; fullday meeting; fullboard meeting; konsinyering=4;
  paket pertemuan
lunak | hosting server; software; perangkat lunak; lisensi; aplikasi=4; sewa software; langganan software; aset tidak
  berwujud software; antivirus; sewa aplikasi; cloud=4; hosting; domain=3; ssl=4; website=4; pengembangan aplikasi;
  pembuatan aplikasi; pembuatan website; sistem informasi=4; zoom meeting; langganan aplikasi; microsoft office;
  license; pemeliharaan software; pemeliharaan aplikasi; sewa cloud; vps; pengadaan aplikasi; pembuatan sistem
  informasi; pemeliharaan website; perpanjangan lisensi=9; pemeliharaan sistem informasi; pengembangan sistem
  informasi; sewa server; konversi aplikasi; langganan zoom; colocation
internet | internet; bandwidth; banwidth; kawat faksimili internet; kawat faksimili; tv berlangganan; langganan
  internet; sewa jaringan internet; jasa internet; kuota internet; paket data; indihome; sewa bandwidth; pulsa=4;
  jaringan internet; langganan tv; astinet; sewa jaringan=4
pelatihan | pelatihan=4; kursus; bimbingan teknis; bimtek; diklat=4; kursus singkat; jasa pelatihan; sertifikasi=4;
  kursus singkat pelatihan; workshop=3; uji kompetensi; pelatihan bahasa; jasa instruktur=4; toefl; toeic; pendidikan
  dan pelatihan; kontribusi diklat; kontribusi bimtek; magang=3; tes psikologi; assessment center=3; pelatihan dan
  jasa ahli
sewa_gedung | sewa gedung; sewa bangunan; sewa ruang; sewa tempat; sewa rumah; sewa tanah; sewa lahan; sewa aula; sewa
  bangunan gedung; sewa kantor; sewa ruko; sewa lapangan; sewa gudang; sewa ruang rapat; sewa mess; sewa stan
sewa_alat | sewa mesin; sewa laptop; sewa fotocopy; sewa mesin fotocopy; sewa alat; sewa peralatan; sewa komputer;
  sewa printer; sewa alat berat; sewa genset; sewa alat kantor; sewa tablet; sewa peralatan dan mesin; sewa mesin
  fotokopi; sewa excavator; sewa perangkat; sewa alat besar
servis_alat | pemeliharaan komputer; pemeliharaan alat kantor; pemeliharan alat; pemeliharaan videotron; pemeliharaan
  alat rumah tangga; pemeliharaan ac; pemeliharaan peralatan; pemeliharaan alat kedokteran; pemeliharaan genset;
  pemeliharaan air conditioner; perawatan ac; pemeliharaan mesin; servis ac; service ac; pemeliharaan printer;
  kalibrasi; pemeliharaan lift; pemeliharaan alat kesehatan; pemeliharaan alat; pemeliharaan perlengkapan kantor;
  perbaikan komputer; pemeliharaan jaringan komputer; pemeliharaan cctv; pemeliharaan alat laboratorium; pemeliharaan
  alat besar; pemeliharaan alat studio; pemeliharaan mebel; pemeliharaan alat pendingin; pemeliharaan peralatan dan
  mesin; pemeliharaan sarana kantor; pemeliharaan peralatan komputer; pemeliharaan mesin air conditioner; perawatan
  alat; perawatan mesin; pemeliharaan instalasi=4; pemeliharaan laptop; pemeliharaan elevator; servis komputer;
  pemeliharaan personal computer; perawatan komputer; pemeliharaan meubelair; pemeliharaan alat bengkel; pemeliharaan
  jaringan internet; isi ulang apar; pengisian apar; pemeliharaan alat komunikasi; alat listrik dan jasa servis=3
sampah | pengolahan sampah; pengangkutan sampah; limbah medis; pengolahan limbah; limbah b3; penyedotan; jasa
  pengolahan sampah; angkut sampah; pemusnahan limbah; sedot
kurir | paket pengiriman; jasa pengiriman; pengiriman=3; ekspedisi; jasa angkut; jasa kurir; ongkos kirim;
  paket/pengiriman; pengepakan=3; ongkos angkut
konstruksi | peningkatan=2; pelebaran=4; rekonstruksi=4; perbaikan=2; dermaga=4; tugu=4; jaringan listrik lainnya=2;
  koridor=2; modal taman=2; peningkatan prasarana=3; peningkatan ruang=4; pengaspalan jalan; pembangunan=4;
  rehabilitasi=4; peningkatan jalan; rehab=4; renovasi=5; pemeliharaan bangunan; pemeliharaan gedung; pemeliharaan
  jalan; pembangunan jalan; pembangunan gedung; peningkatan saluran; drainase=4; irigasi=4; jembatan=4; modal jalan;
  bangunan gedung=4; modal bangunan; paving block=4; paving blok=4; normalisasi=4; turap; penahan tebing; penahan
  tanah; tpt=4; pembuatan pagar; pagar=3; sumur bor; sumur=4; rabat beton; pengecoran; box culvert=4; gorong gorong;
  peningkatan kualitas permukiman; revitalisasi gedung; peningkatan gedung; perbaikan gedung; pemeliharaan rutin
  jalan; saluran pembuang; modal saluran; ruang kelas baru; pemeliharaan berkala jalan; pengurugan; pematangan lahan;
  land clearing; pembuatan taman; perbaikan jalan; pembangunan ruang; rehabilitasi ruang; rehabilitasi jaringan
  irigasi; jalan lingkungan; perbaikan infrastruktur; pemeliharaan ruang; pembuatan=2; penataan=3; pemasangan pipa;
  jaringan distribusi=4; spam=3; talud; bronjong; jamban=4; toilet=3; mck=4; septik; rumah tidak layak huni=3; jalan
  kota=4; pengecatan; jasa pengecatan bangunan; pemeliharaan saluran; pemeliharaan irigasi; instalasi pengolahan air;
  pemeliharaan taman=4; kanopi; perbaikan atap; interior=3; pemeliharaan rumah=4; pemeliharaan halaman; pemeliharaan
  gedung kantor; pemeliharaan tangga; pemeliharaan bangunan gedung; pekerjaan jalan; bangunan air; tembok penahan;
  pembangunan drainase; rehabilitasi drainase; rehab gedung; peningkatan jaringan; lanjutan pembangunan; pemasangan
  instalasi telepon air listrik=3; pemeliharaan sarana dan prasarana pendukung gedung kantor
konsultansi | peta=2; data base=2; identifikasi=2; pendataan=2; pemetaan=2; jasa konsultansi; konsultan; konsultansi;
  konsultasi perencanaan; pengawasan=4; perencanaan=4; penyusunan dokumen=4; studi=4; kajian=4; ded; masterplan;
  master plan; rdtr; rencana detail tata ruang; supervisi=4; perencanaan teknis; pengawasan teknis; survey=3;
  survei=3; penyusunan=3; naskah akademik; jasa konsultansi perencanaan; jasa konsultansi pengawasan; feasibility
  study; review desain; manajemen konstruksi; apraisal; appraisal; amdal; ukl upl; kak=2; penelitian=3; desain
  arsitektur; rencana induk; roadmap; jasa desain; konsultansi pengawasan konstruksi; konsultansi perencanaan
  konstruksi; penilaian aset; penyusunan rencana; rencana tata ruang; akuntan publik; audit=3; jasa penilai; analisis
  dampak; andalalin; tenaga ahli=2; jasa tenaga ahli=2; kajian teknis; jasa studi penelitian
tenaga | alih daya=3; alihdaya=3; pegawai non aparatur=4; pengemudi=4; resepsionis=4; helpdesk=2; call center=2;
  honorarium; honor=4; jasa tenaga; jasa pelayanan kesehatan; upah=4; insentif; gaji; lembur; tunjangan; jasa
  narasumber; narasumber=4; jasa tenaga pendidikan; jasa tenaga administrasi; tenaga pendukung; tenaga kerja harian;
  tenaga supir; petugas=2; jasa pelayanan tenaga kesehatan; tenaga penanganan; moderator; juri=4; jasa tenaga supir;
  outsourcing=3; tenaga teknis=3; pramubakti; tenaga harian lepas; jasa pelayanan umum=2; tenaga operator;
  instruktur=3; penceramah; jasa tenaga operator komputer; jasa tenaga pelayanan umum; jasa tenaga informasi dan
  teknologi; jasa tenaga kesehatan=4; jasa tenaga penanganan sosial; uang saku=4; transport peserta=3
perjalanan | penginapan=4; biaya transportasi; perjalanan dinas; perjadin; tiket pesawat; uang harian; transport dalam
  kota; tiket=4; perjalanan dinas dalam kota; transport darat; biaya transport; perjalanan dinas biasa; biaya
  perjalanan; uang transport; biaya penginapan; sppd=2; taksi; perjalanan dinas paket meeting
utilitas | listrik=1; tagihan listrik; tagihan air; tagihan telepon; rekening listrik; rekening air; pembayaran
  listrik; langganan listrik; langganan air; listrik pdam=4; token listrik; tambah daya; penambahan daya; jasa
  komunikasi sumber daya air dan listrik=5; langganan telepon; tagihan; pemasangan instalasi telepon
uang | hibah uang; bantuan sosial uang; pembayaran pajak; pajak bea perizinan; iuran; premi asuransi; asuransi;
  kontribusi asosiasi; penghargaan=4; hadiah=4; registrasi keanggotaan; bpjs; jaminan kesehatan; uang hadiah;
  diberikan kepada pihak ketiga; jaminan kematian; jaminan kecelakaan kerja; retribusi=2; beasiswa; hibah dana; jasa
  yang diberikan kepada pihak ketiga; pajak kendaraan; pajak administrasi kendaraan; perpanjangan stnk; bea siswa;
  pembebasan lahan; bantuan langsung; santunan; jasa kontribusi; registrasi; pembayaran pajak bea dan perizinan; uang
  duka; denda; jasa insentif
"""
