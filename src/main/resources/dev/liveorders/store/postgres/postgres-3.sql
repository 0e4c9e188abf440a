-- Version 3: the next number of a category is found by an index, however many products there are.

-- What is before the digits at the end of an id, and these as a number of any length, without zeros before it. An id never
-- changes, so a total can still move in its place.
create index products_number on products (
  rtrim(id, '0123456789'),
  length(ltrim(substr(id, length(rtrim(id, '0123456789')) + 1), '0')),
  ltrim(substr(id, length(rtrim(id, '0123456789')) + 1), '0'));

-- As add_product_v1.
create function add_product_v2(
  wanted_id text, in_category text, its_name text, its_rrp text, its_info text, its_extra text,
  out in_epoch text, out at_seq bigint, out its_id text)
language plpgsql volatile as $$
declare
  its_prefix text;
  highest text;
begin
  update ledger l set seq = l.seq + 1 returning l.epoch, l.seq into in_epoch, at_seq;
  select c.prefix into its_prefix from categories c where c.name = in_category;
  if not found then
    raise exception using errcode = 'LO001', message = 'unknown category', detail = in_category;
  end if;
  its_id := wanted_id;
  if its_id is null then
    select ltrim(substr(p.id, length(rtrim(p.id, '0123456789')) + 1), '0')
      into highest
      from products p
     where rtrim(p.id, '0123456789') = its_prefix
     order by length(ltrim(substr(p.id, length(rtrim(p.id, '0123456789')) + 1), '0')) desc,
              ltrim(substr(p.id, length(rtrim(p.id, '0123456789')) + 1), '0') desc
     limit 1;
    its_id := its_prefix || (coalesce(nullif(highest, '')::numeric, 0) + 1);
    if length(its_id) > 128 then
      raise exception using errcode = 'LO006', message = 'product id too long', detail = its_id;
    end if;
  end if;
  insert into products (id, category, name, rrp, info, extra, total, seq, details_seq)
  values (its_id, in_category, its_name, its_rrp::numeric, its_info, its_extra, 0, at_seq, at_seq)
      on conflict (id) do nothing;
  if not found then
    raise exception using errcode = 'LO002', message = 'product id taken', detail = its_id;
  end if;
end $$;
