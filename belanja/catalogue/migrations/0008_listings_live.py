"""Listings live: their versions and steps are history (the database refuses to change them), and what is for sale or
frozen today counts as passed by curators."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


FORWARD = """
CREATE FUNCTION catalogue_history_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% keeps its history: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER catalogue_offerversion_keep BEFORE UPDATE OR DELETE ON catalogue_offerversion
    FOR EACH ROW EXECUTE FUNCTION catalogue_history_refuse();
CREATE TRIGGER catalogue_listingstep_keep BEFORE UPDATE OR DELETE ON catalogue_listingstep
    FOR EACH ROW EXECUTE FUNCTION catalogue_history_refuse();
CREATE OR REPLACE FUNCTION catalogue_pricerow_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_on IS NULL AND NEW.ended_on IS NOT NULL THEN
        IF (to_jsonb(NEW) - 'ended_on' - 'ended_at') = (to_jsonb(OLD) - 'ended_on' - 'ended_at') THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a price is never changed, only ended: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
UPDATE catalogue_offer SET reviewed_version = 0 WHERE state IN ('tayang', 'tayang_tidak_dapat_dibeli');
UPDATE catalogue_offer SET holds = ARRAY['patroli'] WHERE state = 'tayang_tidak_dapat_dibeli';
"""

BACKWARD = """
CREATE OR REPLACE FUNCTION catalogue_pricerow_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_on IS NULL AND NEW.ended_on IS NOT NULL THEN
        IF (to_jsonb(NEW) - 'ended_on') = (to_jsonb(OLD) - 'ended_on') THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a price is never changed, only ended: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
DROP TRIGGER catalogue_listingstep_keep ON catalogue_listingstep;
DROP TRIGGER catalogue_offerversion_keep ON catalogue_offerversion;
DROP FUNCTION catalogue_history_refuse();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0007_photos'),
    ]

    operations = [
        migrations.AddField(
            model_name='offer',
            name='continues',
            field=models.ForeignKey(blank=True, help_text="the archive's offer that its firm has claimed as this one", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='continued_by', to='catalogue.offer'),
        ),
        migrations.AddField(
            model_name='offer',
            name='holds',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), default=list, help_text='rules.listing_steps.Hold: why it is not for sale', size=None),
        ),
        migrations.AddField(
            model_name='offer',
            name='reviewed_version',
            field=models.PositiveIntegerField(help_text='the version whose substance curators passed, or a later one of the same substance', null=True),
        ),
        migrations.AddField(
            model_name='offer',
            name='submitted_at',
            field=models.DateTimeField(help_text='first submission; from then on its name stays', null=True),
        ),
        migrations.AddField(
            model_name='offer',
            name='version',
            field=models.PositiveIntegerField(default=0, help_text='number of its last OfferVersion; 0: never edited here'),
        ),
        migrations.AddField(
            model_name='pricerow',
            name='ended_at',
            field=models.DateTimeField(help_text='the moment, where it was ended here', null=True),
        ),
        migrations.CreateModel(
            name='ListingStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('step', models.CharField(choices=[('buat', 'Buat draf'), ('klaim_arsip', 'Klaim dari arsip nasional'), ('ubah', 'Ubah'), ('ajukan', 'Ajukan'), ('konfirmasi', 'Konfirmasi masih berlaku'), ('cabut', 'Cabut sementara'), ('pulihkan', 'Tayangkan kembali'), ('hapus', 'Hapus untuk seterusnya'), ('setujui', 'Setujui'), ('kembalikan', 'Kembalikan untuk diperbaiki'), ('bekukan', 'Bekukan penjualannya'), ('lepaskan', 'Lepaskan pembekuan'), ('turunkan', 'Hapus dari katalog'), ('tayangkan', 'Tayangkan'), ('lewat_konfirmasi', 'Menunggu konfirmasi penyedia'), ('lewat_masa', 'Masa berlaku lewat')], max_length=20)),
                ('from_state', models.CharField(blank=True, choices=[('draf', 'Draf'), ('diajukan', 'Diajukan'), ('revisi', 'Revisi'), ('disetujui', 'Disetujui'), ('tayang', 'Tayang'), ('tayang_tidak_dapat_dibeli', 'Tayang, tidak dapat dibeli'), ('dicabut_sementara', 'Dicabut sementara'), ('kedaluwarsa', 'Kedaluwarsa'), ('dihapus', 'Dihapus'), ('arsip', 'Arsip katalog nasional')], max_length=28)),
                ('to_state', models.CharField(choices=[('draf', 'Draf'), ('diajukan', 'Diajukan'), ('revisi', 'Revisi'), ('disetujui', 'Disetujui'), ('tayang', 'Tayang'), ('tayang_tidak_dapat_dibeli', 'Tayang, tidak dapat dibeli'), ('dicabut_sementara', 'Dicabut sementara'), ('kedaluwarsa', 'Kedaluwarsa'), ('dihapus', 'Dihapus'), ('arsip', 'Arsip katalog nasional')], max_length=28)),
                ('reason_code', models.CharField(blank=True, max_length=40)),
                ('note', models.CharField(blank=True, max_length=600)),
                ('at', models.DateTimeField()),
                ('by_id', models.BigIntegerField(null=True)),
                ('by_label', models.CharField(max_length=120)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='catalogue.offer')),
            ],
            options={
                'ordering': ('offer', 'id'),
                'indexes': [models.Index(fields=['step', 'at'], name='listing_step_when')],
            },
        ),
        migrations.CreateModel(
            name='OfferVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content', models.JSONField()),
                ('at', models.DateTimeField()),
                ('by_id', models.BigIntegerField(null=True)),
                ('by_label', models.CharField(max_length=120)),
                ('via', models.CharField(choices=[('layar', 'halaman penawaran'), ('lembar', 'lembar kerja'), ('bantuan', 'dengan bantuan dinas'), ('arsip', 'arsip katalog nasional')], max_length=8)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='catalogue.offer')),
            ],
            options={
                'ordering': ('offer', 'number'),
                'constraints': [models.UniqueConstraint(fields=('offer', 'number'), name='offer_version_once')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
