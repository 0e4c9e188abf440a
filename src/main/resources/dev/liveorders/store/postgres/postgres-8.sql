-- Version 8: the id of an order is remembered from the day on which it was folded, and no sum is added to an order of a shop.

-- As fold_v1, but the day of an id is that of folding. Ids that were folded before keep theirs, on which the order was placed. An id
-- that begins like that of an entry is folded, too: it may be that of an entry which another store exported. While an order of a shop
-- has the id of an entry, the other orders of that entry wait. An entry of 0 stays, as it says that orders of its day were folded.
create function fold_v2(
  after_order text, after_product text, most integer, keep_days integer,
  out seen integer, out changed integer, out last_first text, out last_second text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
  today constant date := (now() at time zone 'UTC')::date;
  kept_from constant timestamptz := (today - keep_days)::timestamp at time zone 'UTC';
  old_orders text[];
  old_products text[];
  old_amounts bigint[];
  old_days date[];
  old_seqs bigint[];
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
       and s.source = 'api' and s.placed_at < kept_from
       and coalesce((
         select n.source from orders n
          where n.order_id = 'folded-' || to_char(s.placed_at at time zone 'UTC', 'YYYY-MM-DD')
            and n.product_id = s.product_id and n.order_id <> s.order_id), 'folded') = 'folded'
    returning o.order_id, o.product_id, o.amount, (o.placed_at at time zone 'UTC')::date as day, o.seq)
  select (select count(*) from slice),
         (select count(*) from old),
         (select s.order_id from slice s order by s.order_id desc, s.product_id desc limit 1),
         (select s.product_id from slice s order by s.order_id desc, s.product_id desc limit 1),
         a.*
    into seen, changed, last_first, last_second, old_orders, old_products, old_amounts, old_days, old_seqs
    from (
      select array_agg(d.order_id), array_agg(d.product_id), array_agg(d.amount), array_agg(d.day), array_agg(d.seq)
        from old d) a;
  if changed = 0 then
    return;
  end if;

  insert into remembered as r (hash, day)
  select order_hash(i.order_id, i.product_id), today
    from unnest(old_orders, old_products) as i (order_id, product_id)
      on conflict (hash) do update set day = greatest(r.day, excluded.day);

  -- A statement of its own: it finds the ids free of which an order of a shop was the last to have them.
  insert into orders as o (order_id, product_id, amount, source, placed_at, seq)
  select 'folded-' || to_char(i.day, 'YYYY-MM-DD'), i.product_id, sum(i.amount)::bigint, 'folded',
         i.day::timestamp at time zone 'UTC', max(i.seq)
    from unnest(old_products, old_amounts, old_days, old_seqs) as i (product_id, amount, day, seq)
   group by i.product_id, i.day
      on conflict (order_id, product_id)
      do update set amount = o.amount + excluded.amount, seq = greatest(o.seq, excluded.seq);
end $$;

-- For nodes of an older release, which run beside those of this one: their orders are not to count twice, either.
create or replace function fold_v1(
  after_order text, after_product text, most integer, keep_days integer, remember_days integer,
  out seen integer, out changed integer, out last_first text, out last_second text)
language sql volatile as $$
  select * from fold_v2(after_order, after_product, most, keep_days)
$$;

-- As forget_v1, by a condition that the index answers whichever id the slice begins behind: of the ids before it none is read.
create function forget_v2(
  after_hash text, most integer, days integer,
  out seen integer, out changed integer, out last_first text, out last_second text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
  today constant date := (now() at time zone 'UTC')::date;
  behind constant uuid := nullif(after_hash, '');
  from_hash constant uuid := coalesce(behind, '00000000-0000-0000-0000-000000000000');
begin
  with slice as materialized (
    select r.hash, r.day
      from remembered r
     where r.hash >= from_hash and r.hash is distinct from behind
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

-- For nodes of an older release, whose passes are to end, too.
create or replace function forget_v1(
  after_hash text, most integer, days integer,
  out seen integer, out changed integer, out last_first text, out last_second text)
language sql volatile as $$
  select * from forget_v2(after_hash, most, days)
$$;
