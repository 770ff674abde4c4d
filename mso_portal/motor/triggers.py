"""Migration operations for what the database itself refuses (50 §7): written once, used by every app."""

from django.db import migrations

FUNCTIONS = """
CREATE OR REPLACE FUNCTION mso_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Rækker i % kan hverken ændres eller slettes.', TG_TABLE_NAME USING ERRCODE = 'MSO01';
END $$;

-- TG_ARGV: the column that freezes the row, then the columns that may still change.
CREATE OR REPLACE FUNCTION mso_frozen_when() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE free text[] := TG_ARGV[1:];
BEGIN
  IF to_jsonb(OLD) ->> TG_ARGV[0] IS NULL THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE' OR to_jsonb(OLD) - free IS DISTINCT FROM to_jsonb(NEW) - free THEN
    RAISE EXCEPTION 'Rækken i % er låst og kan ikke ændres.', TG_TABLE_NAME USING ERRCODE = 'MSO01';
  END IF;
  RETURN NEW;
END $$;

-- TG_ARGV: foreign key column, parent table, the parent's freezing column.
CREATE OR REPLACE FUNCTION mso_frozen_parent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE frozen boolean; old_key bigint; new_key bigint;
BEGIN
  -- Both parents of a child that moves: nothing leaves a frozen one, and nothing comes to it.
  IF TG_OP <> 'INSERT' THEN old_key := (to_jsonb(OLD) ->> TG_ARGV[0])::bigint; END IF;
  IF TG_OP <> 'DELETE' THEN new_key := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint; END IF;
  EXECUTE format('SELECT coalesce(bool_or(%I IS NOT NULL), false) FROM %I WHERE id IN ($1, $2)', TG_ARGV[2], TG_ARGV[1])
    INTO frozen USING old_key, new_key;
  IF frozen THEN
    RAISE EXCEPTION 'Rækken i % hører til noget låst.', TG_TABLE_NAME USING ERRCODE = 'MSO01';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""

# The deferred trigger runs at commit, so the advisory lock is held for microseconds and the chain has no gap.
CHAIN = """
CREATE OR REPLACE FUNCTION mso_canonical(event motor_haendelse) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_array(event.id,
    to_char(event.tid AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), event.aktoer_id, event.paa_vegne_af_id,
    event.sessionshash, host(event.ip), event.handling, event.genstand_type, event.genstand, event.fra, event.til,
    event.data)::text
$$;
CREATE OR REPLACE FUNCTION mso_seal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last_nr bigint; last_hash text;
BEGIN
  PERFORM pg_advisory_xact_lock(7130520);
  SELECT nr, hash INTO last_nr, last_hash FROM motor_logled ORDER BY nr DESC LIMIT 1;
  INSERT INTO motor_logled (nr, haendelse_id, hash) VALUES (coalesce(last_nr, 0) + 1, NEW.id,
    encode(sha256(convert_to(coalesce(last_hash, '') || mso_canonical(NEW), 'UTF8')), 'hex'));
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER mso_seal AFTER INSERT ON motor_haendelse
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mso_seal();
"""

# Access rows are never changed; the clock that judges their age is the database's own.
ACCESS_ROWS = """
CREATE OR REPLACE FUNCTION mso_opslag() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD.tid < now() - interval '12 months' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'Opslag kan ikke ændres, og de gemmes i mindst 12 måneder.' USING ERRCODE = 'MSO01';
END $$;
CREATE TRIGGER mso_opslag BEFORE UPDATE OR DELETE ON motor_opslag FOR EACH ROW EXECUTE FUNCTION mso_opslag();
CREATE TRIGGER mso_no_truncate BEFORE TRUNCATE ON motor_opslag FOR EACH STATEMENT EXECUTE FUNCTION mso_append_only();
"""


def _drop(name, table):
    return f'DROP TRIGGER {name} ON "{table}"'


class AppendOnly(migrations.RunSQL):
    """Refuse UPDATE, DELETE and TRUNCATE on a table, whoever asks."""

    def __init__(self, table):
        self.table = table
        rows = (
            f'CREATE TRIGGER mso_append_only BEFORE UPDATE OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION mso_append_only()"
        )
        whole = (
            f'CREATE TRIGGER mso_no_truncate BEFORE TRUNCATE ON "{table}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION mso_append_only()"
        )
        super().__init__([rows, whole], [_drop("mso_append_only", table), _drop("mso_no_truncate", table)])

    def deconstruct(self):
        return self.__class__.__qualname__, [self.table], {}


class FrozenWhen(migrations.RunSQL):
    """Refuse DELETE, and UPDATE of other columns than `free`, once `column` is set. `name` tells two apart."""

    def __init__(self, table, column, free=(), name="mso_frozen_when"):
        self.table, self.column, self.free, self.name = table, column, free, name
        arguments = ", ".join(f"'{name}'" for name in (column, *free))
        super().__init__(
            f'CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION mso_frozen_when({arguments})",
            _drop(name, table),
        )

    def deconstruct(self):
        return self.__class__.__qualname__, [self.table, self.column, self.free, self.name], {}


class FrozenParent(migrations.RunSQL):
    """Refuse every change of children of a row whose `parent_column` is set."""

    def __init__(self, table, key, parent, parent_column):
        self.arguments = [table, key, parent, parent_column]
        super().__init__(
            f'CREATE TRIGGER mso_frozen_parent BEFORE INSERT OR UPDATE OR DELETE ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION mso_frozen_parent('{key}', '{parent}', '{parent_column}')",
            _drop("mso_frozen_parent", table),
        )

    def deconstruct(self):
        return self.__class__.__qualname__, self.arguments, {}
