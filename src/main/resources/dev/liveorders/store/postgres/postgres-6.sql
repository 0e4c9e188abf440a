-- Version 6: old orders are folded into one entry for each product and day, and their ids are remembered.

-- The first 16 bytes of the SHA-256 of order id, U+001E and product id, and the day on which the order was placed.
create table remembered (
  hash uuid primary key,
  day date not null
);

create function order_hash(order_id text, product_id text) returns uuid
language sql immutable as $$
  select encode(substring(sha256(convert_to(order_id || E'\x1e' || product_id, 'UTF8')) from 1 for 16), 'hex')::uuid
$$;

-- As place_v2, but orders that were folded are repeats, of no known commit (0), whatever their amount. The ledger is
-- locked before the ids are looked for: nobody folds an order between this look and the next.
create function place_v3(
  order_ids text[], product_ids text[], amounts bigint[], sources text[], care integer,
  out in_epoch text, out at_seq bigint, out changed boolean,
  out products text[], out totals bigint[], out seqs bigint[],
  out items integer[], out outcomes integer[], out details bigint[])
language plpgsql volatile as $$
#variable_conflict use_column
declare
  folded integer[];
  kept integer[];
begin
  perform from ledger for update;
  if exists (select from remembered) then
    select array_agg(i.item::integer)
      into folded
      from unnest(order_ids, product_ids) with ordinality as i (order_id, product_id, item)
      join remembered r on r.hash = order_hash(i.order_id, i.product_id);
  end if;
  if folded is null then
    select p.* into in_epoch, at_seq, changed, products, totals, seqs, items, outcomes, details
      from place_v2(order_ids, product_ids, amounts, sources, care) p;
    return;
  end if;

  select coalesce(array_agg(i.item order by i.item), '{}')
    into kept
    from generate_subscripts(order_ids, 1) as i (item)
   where i.item <> all (folded);
  select p.in_epoch, p.at_seq, p.changed, p.items, p.outcomes, p.details
    into in_epoch, at_seq, changed, items, outcomes, details
    from (
      select coalesce(array_agg(order_ids[k.item] order by k.place), '{}') as order_ids,
             coalesce(array_agg(product_ids[k.item] order by k.place), '{}') as product_ids,
             coalesce(array_agg(amounts[k.item] order by k.place), '{}') as amounts,
             coalesce(array_agg(sources[k.item] order by k.place), '{}') as sources
        from unnest(kept) with ordinality as k (item, place)) a,
      place_v2(a.order_ids, a.product_ids, a.amounts, a.sources, care) p;
  select coalesce(array_agg(kept[i.item] order by i.place), '{}') || folded
    into items
    from unnest(items) with ordinality as i (item, place);
  outcomes := coalesce(outcomes, '{}') || array_fill(1, array[cardinality(folded)]);
  details := coalesce(details, '{}') || array_fill(0::bigint, array[cardinality(folded)]);
  select array_agg(p.id), array_agg(p.total), array_agg(p.seq)
    into products, totals, seqs
    from products p
   where p.id = any (product_ids);
end $$;

-- For nodes of an older release, which run beside those that fold: only here the body of what was released is another one.
create or replace function place_v1(
  order_ids text[], product_ids text[], amounts bigint[], sources text[], care integer,
  out in_epoch text, out at_seq bigint, out changed boolean,
  out products text[], out totals bigint[], out seqs bigint[],
  out items integer[], out outcomes integer[], out details bigint[])
language sql volatile as $$
  select * from place_v3(order_ids, product_ids, amounts, sources, care)
$$;

-- Folds the old ones of the next orders behind a key. Holds the ledger: no order comes in between, and totals, which stay as
-- they are, are the sums of their entries before and after. An id that begins like that of an entry is not folded.
--
-- seen:     how many orders there were, at most most
-- changed:  how many of them were folded
-- last_first, last_second: the key of the last of them
create function fold_v1(
  after_order text, after_product text, most integer, keep_days integer, remember_days integer,
  out seen integer, out changed integer, out last_first text, out last_second text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
  today constant date := (now() at time zone 'UTC')::date;
  kept_from constant timestamptz := (today - keep_days)::timestamp at time zone 'UTC';
  empty_orders text[];
  empty_products text[];
begin
  perform from ledger for update;
  with slice as materialized (
    select o.order_id, o.product_id, o.source, o.placed_at
      from orders o
     where (o.order_id, o.product_id) > (after_order, after_product)
     order by o.order_id, o.product_id
     limit most),
  old as (
    delete from orders o
     using slice s
     where o.order_id = s.order_id and o.product_id = s.product_id
       and s.source = 'api' and s.placed_at < kept_from and not starts_with(s.order_id, 'folded-')
    returning o.order_id, o.product_id, o.amount, (o.placed_at at time zone 'UTC')::date as day, o.seq),
  ids as (
    insert into remembered as r (hash, day)
    select order_hash(d.order_id, d.product_id), d.day
      from old d
     where remember_days = 0 or d.day >= today - remember_days
        on conflict (hash) do update set day = greatest(r.day, excluded.day)),
  entries as (
    insert into orders as o (order_id, product_id, amount, source, placed_at, seq)
    select 'folded-' || to_char(d.day, 'YYYY-MM-DD'), d.product_id, sum(d.amount)::bigint, 'folded',
           d.day::timestamp at time zone 'UTC', max(d.seq)
      from old d
     group by d.product_id, d.day
        on conflict (order_id, product_id)
        do update set amount = o.amount + excluded.amount, seq = greatest(o.seq, excluded.seq)
    returning o.order_id, o.product_id, o.amount)
  select (select count(*) from slice),
         (select count(*) from old),
         (select s.order_id from slice s order by s.order_id desc, s.product_id desc limit 1),
         (select s.product_id from slice s order by s.order_id desc, s.product_id desc limit 1),
         (select array_agg(e.order_id) from entries e where e.amount = 0),
         (select array_agg(e.product_id) from entries e where e.amount = 0)
    into seen, changed, last_first, last_second, empty_orders, empty_products;
  delete from orders o
   using unnest(empty_orders, empty_products) as e (order_id, product_id)
   where o.order_id = e.order_id and o.product_id = e.product_id and o.amount = 0;
end $$;

-- Forgets the old ones of the next ids behind one, '' for the first; seen, changed and last_first as in fold_v1.
create function forget_v1(
  after_hash text, most integer, days integer,
  out seen integer, out changed integer, out last_first text, out last_second text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
  today constant date := (now() at time zone 'UTC')::date;
begin
  with slice as materialized (
    select r.hash, r.day
      from remembered r
     where after_hash = '' or r.hash > nullif(after_hash, '')::uuid
     order by r.hash
     limit most),
  old as (
    delete from remembered r
     using slice s
     where r.hash = s.hash and s.day < today - days
    returning r.hash)
  select (select count(*) from slice),
         (select count(*) from old),
         (select s.hash::text from slice s order by s.hash desc limit 1),
         ''
    into seen, changed, last_first, last_second;
end $$;
