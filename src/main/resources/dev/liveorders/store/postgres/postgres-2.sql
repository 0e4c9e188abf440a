-- Version 2: which timeline of the server the numbers of commits belong to. After a failover it is another one, and commits
-- that were not replicated are gone, whoever remembers them.

alter table ledger add column timeline text; -- null before a program that knows it has connected
