# Co stoi pod odpowiedziami.

account-signs = { $account } go nie używa; tam twoje odpowiedzi kończą się tak: { $signature }
