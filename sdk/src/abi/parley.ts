/** Generated from the contract's artifact; do not edit. */
export const parleyAbi = JSON.parse(
  '[{"inputs":[{"name":"noteRenderer","type":"address"}],"stateMutability":"nonpayable","type":"constructor"},{"inputs":[],"name":"AccountBalanceOverflow","type":"error"},{"inputs":[{"name":"target","type":"address"}],"name":"AddressEmptyCode","type":"error"},{"inputs":[{"name":"proposalId","type":"bytes32"}],"name":"AlreadyPosted","type":"error"},{"inputs":[{"name":"aprBps","type":"uint256"}],"name":"AnnuityTooSteep","type":"error"},{"inputs":[{"name":"token","type":"address"}],"name":"AssetNotReceived","type":"error"},{"inputs":[{"name":"end","type":"uint256"}],"name":"AuctionNotOver","type":"error"},{"inputs":[{"name":"id","type":"bytes32"}],"name":"AuctionRunning","type":"error"},{"inputs":[{"name":"maker","type":"address"}],"name":"BadSignature","type":"error"},{"inputs":[],"name":"BalanceQueryForZeroAddress","type":"error"},{"inputs":[{"name":"maker","type":"address"},{"name":"group","type":"uint256"}],"name":"BudgetInOtherToken","type":"error"},{"inputs":[{"name":"assets","type":"uint256"}],"name":"CollateralStuck","type":"error"},{"inputs":[{"name":"credit","type":"address"}],"name":"CreditDiffers","type":"error"},{"inputs":[{"name":"token","type":"address"}],"name":"CreditIsNft","type":"error"},{"inputs":[{"name":"durationSeconds","type":"uint256"}],"name":"DurationOutOfRange","type":"error"},{"inputs":[],"name":"FailedCall","type":"error"},{"inputs":[{"name":"smallest","type":"uint256"},{"name":"largest","type":"uint256"}],"name":"FillOutOfRange","type":"error"},{"inputs":[{"name":"maker","type":"address"},{"name":"group","type":"uint256"}],"name":"GroupUsed","type":"error"},{"inputs":[{"name":"instalments","type":"uint256"}],"name":"InstalmentsOutOfRange","type":"error"},{"inputs":[{"name":"principal","type":"uint256"}],"name":"InterestTooLarge","type":"error"},{"inputs":[{"name":"index","type":"uint256"}],"name":"InvalidAsset","type":"error"},{"inputs":[],"name":"InvalidEncoding","type":"error"},{"inputs":[{"name":"index","type":"uint256"}],"name":"InvalidPick","type":"error"},{"inputs":[],"name":"InvalidShortString","type":"error"},{"inputs":[{"name":"token","type":"address"}],"name":"InvalidToken","type":"error"},{"inputs":[{"name":"used","type":"uint256"},{"name":"limit","type":"uint256"}],"name":"LimitExceeded","type":"error"},{"inputs":[{"name":"id","type":"bytes32"}],"name":"LoanNotOpen","type":"error"},{"inputs":[{"name":"principal","type":"uint256"},{"name":"debt","type":"uint256"}],"name":"LoanTooSmall","type":"error"},{"inputs":[{"name":"maker","type":"address"}],"name":"MakerIsTaker","type":"error"},{"inputs":[{"name":"taker","type":"address"},{"name":"gate","type":"address"}],"name":"NotAdmitted","type":"error"},{"inputs":[{"name":"borrower","type":"address"}],"name":"NotBorrower","type":"error"},{"inputs":[{"name":"claimant","type":"address"}],"name":"NotClaimant","type":"error"},{"inputs":[],"name":"NotEnoughGas","type":"error"},{"inputs":[{"name":"id","type":"bytes32"}],"name":"NotInAuction","type":"error"},{"inputs":[{"name":"id","type":"bytes32"}],"name":"NotInDefault","type":"error"},{"inputs":[{"name":"lender","type":"address"}],"name":"NotLender","type":"error"},{"inputs":[{"name":"maker","type":"address"}],"name":"NotMaker","type":"error"},{"inputs":[],"name":"NotOwnerNorApproved","type":"error"},{"inputs":[{"name":"taker","type":"address"}],"name":"NotTaker","type":"error"},{"inputs":[{"name":"proposalId","type":"bytes32"}],"name":"NothingPosted","type":"error"},{"inputs":[{"name":"token","type":"address"},{"name":"receiver","type":"address"}],"name":"NothingToCollect","type":"error"},{"inputs":[{"name":"key","type":"bytes32"}],"name":"NothingToFetch","type":"error"},{"inputs":[{"name":"blanks","type":"uint256"}],"name":"PicksDiffer","type":"error"},{"inputs":[{"name":"price","type":"uint256"},{"name":"maxPrice","type":"uint256"}],"name":"PriceAbove","type":"error"},{"inputs":[{"name":"principal","type":"uint256"}],"name":"PrincipalOutOfRange","type":"error"},{"inputs":[{"name":"expiry","type":"uint256"}],"name":"ProposalExpired","type":"error"},{"inputs":[{"name":"bps","type":"uint256"}],"name":"RateOutOfRange","type":"error"},{"inputs":[{"name":"receiver","type":"address"}],"name":"ReceiverRefused","type":"error"},{"inputs":[],"name":"ReentrancyGuardReentrantCall","type":"error"},{"inputs":[{"name":"replaces","type":"bytes32"}],"name":"ReplacesOther","type":"error"},{"inputs":[{"name":"str","type":"string"}],"name":"StringTooLong","type":"error"},{"inputs":[],"name":"TokenAlreadyExists","type":"error"},{"inputs":[],"name":"TokenDoesNotExist","type":"error"},{"inputs":[{"name":"count","type":"uint256"}],"name":"TooManyAssets","type":"error"},{"inputs":[],"name":"TransferFromIncorrectOwner","type":"error"},{"inputs":[],"name":"TransferToNonERC721ReceiverImplementer","type":"error"},{"inputs":[],"name":"TransferToZeroAddress","type":"error"},{"inputs":[{"name":"id","type":"bytes32"}],"name":"Unsecured","type":"error"},{"inputs":[],"name":"ValueRefused","type":"error"},{"inputs":[],"name":"ZeroAmount","type":"error"},{"anonymous":false,"inputs":[{"indexed":true,"name":"owner","type":"address"},{"indexed":true,"name":"account","type":"address"},{"indexed":true,"name":"id","type":"uint256"}],"name":"Approval","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"owner","type":"address"},{"indexed":true,"name":"operator","type":"address"},{"indexed":false,"name":"isApproved","type":"bool"}],"name":"ApprovalForAll","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"id","type":"bytes32"},{"indexed":false,"name":"principal","type":"uint256"},{"indexed":false,"name":"interest","type":"uint256"}],"name":"AuctionStarted","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"maker","type":"address"},{"indexed":false,"name":"group","type":"uint256"}],"name":"Cancelled","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"token","type":"address"},{"indexed":true,"name":"receiver","type":"address"},{"indexed":false,"name":"to","type":"address"},{"indexed":false,"name":"amount","type":"uint256"}],"name":"Collected","type":"event"},{"anonymous":false,"inputs":[],"name":"EIP712DomainChanged","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"key","type":"bytes32"},{"indexed":false,"name":"to","type":"address"},{"indexed":false,"name":"assets","type":"uint256"}],"name":"Fetched","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"id","type":"bytes32"}],"name":"Foreclosed","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"token","type":"address"},{"indexed":true,"name":"receiver","type":"address"},{"indexed":false,"name":"amount","type":"uint256"}],"name":"Held","type":"event"},{"anonymous":false,"inputs":[{"indexed":false,"name":"tokenId","type":"uint256"}],"name":"MetadataUpdate","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"id","type":"bytes32"},{"indexed":true,"name":"successor","type":"bytes32"},{"indexed":false,"name":"interestPaid","type":"uint256"},{"indexed":false,"name":"principalPaid","type":"uint256"}],"name":"Novated","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"id","type":"bytes32"},{"indexed":true,"name":"borrower","type":"address"},{"indexed":false,"name":"origin","type":"bytes32"},{"indexed":false,"name":"part","type":"uint256"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"indexed":false,"name":"terms","type":"tuple"}],"name":"Opened","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"proposalId","type":"bytes32"},{"indexed":true,"name":"maker","type":"address"},{"components":[{"name":"maker","type":"address"},{"name":"side","type":"uint8"},{"name":"taker","type":"address"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"},{"name":"smallestFill","type":"uint256"},{"name":"limit","type":"uint256"},{"name":"group","type":"uint256"},{"name":"expiry","type":"uint256"},{"name":"gate","type":"address"},{"name":"replaces","type":"bytes32"}],"indexed":false,"name":"proposal","type":"tuple"}],"name":"Posted","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"id","type":"bytes32"},{"components":[{"name":"borrower","type":"address"},{"name":"origin","type":"bytes32"},{"name":"part","type":"uint256"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"}],"indexed":false,"name":"agreement","type":"tuple"}],"name":"Published","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"id","type":"bytes32"},{"indexed":true,"name":"payer","type":"address"},{"indexed":false,"name":"interestPaid","type":"uint256"},{"indexed":false,"name":"principalPaid","type":"uint256"}],"name":"Repaid","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"id","type":"bytes32"},{"indexed":true,"name":"buyer","type":"address"},{"indexed":false,"name":"to","type":"address"},{"indexed":false,"name":"price","type":"uint256"},{"indexed":false,"name":"lenderShare","type":"uint256"}],"name":"Sold","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"from","type":"address"},{"indexed":true,"name":"to","type":"address"},{"indexed":true,"name":"id","type":"uint256"}],"name":"Transfer","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"key","type":"bytes32"},{"indexed":true,"name":"claimant","type":"address"},{"indexed":false,"name":"assets","type":"uint256"}],"name":"Waiting","type":"event"},{"anonymous":false,"inputs":[{"indexed":true,"name":"proposalId","type":"bytes32"},{"indexed":false,"name":"amount","type":"uint256"}],"name":"Withdrawn","type":"event"},{"inputs":[{"components":[{"name":"maker","type":"address"},{"name":"side","type":"uint8"},{"name":"taker","type":"address"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"},{"name":"smallestFill","type":"uint256"},{"name":"limit","type":"uint256"},{"name":"group","type":"uint256"},{"name":"expiry","type":"uint256"},{"name":"gate","type":"address"},{"name":"replaces","type":"bytes32"}],"name":"proposal","type":"tuple"},{"components":[{"name":"principal","type":"uint256"},{"components":[{"name":"id","type":"uint256"},{"name":"proof","type":"bytes32[]"}],"name":"picks","type":"tuple[]"},{"name":"gateData","type":"bytes"}],"name":"fill","type":"tuple"},{"name":"signature","type":"bytes"}],"name":"accept","outputs":[{"name":"","type":"bytes32"}],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"name":"account","type":"address"},{"name":"id","type":"uint256"}],"name":"approve","outputs":[],"stateMutability":"payable","type":"function"},{"inputs":[{"name":"owner","type":"address"}],"name":"balanceOf","outputs":[{"name":"result","type":"uint256"}],"stateMutability":"view","type":"function"},{"inputs":[{"components":[{"name":"borrower","type":"address"},{"name":"origin","type":"bytes32"},{"name":"part","type":"uint256"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"}],"name":"agreement","type":"tuple"},{"name":"maxPrice","type":"uint256"},{"name":"to","type":"address"}],"name":"buy","outputs":[{"name":"price","type":"uint256"}],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"name":"group","type":"uint256"}],"name":"cancel","outputs":[],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"name":"token","type":"address"},{"name":"to","type":"address"}],"name":"collect","outputs":[{"name":"amount","type":"uint256"}],"stateMutability":"nonpayable","type":"function"},{"inputs":[],"name":"eip712Domain","outputs":[{"name":"fields","type":"bytes1"},{"name":"name","type":"string"},{"name":"version","type":"string"},{"name":"chainId","type":"uint256"},{"name":"verifyingContract","type":"address"},{"name":"salt","type":"bytes32"},{"name":"extensions","type":"uint256[]"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"id","type":"bytes32"}],"name":"escrow","outputs":[{"name":"posted","type":"bool"},{"name":"left","type":"uint256"}],"stateMutability":"view","type":"function"},{"inputs":[{"components":[{"name":"borrower","type":"address"},{"name":"origin","type":"bytes32"},{"name":"part","type":"uint256"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"}],"name":"agreement","type":"tuple"},{"name":"to","type":"address"}],"name":"fetch","outputs":[],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"components":[{"name":"maker","type":"address"},{"name":"side","type":"uint8"},{"name":"taker","type":"address"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"},{"name":"smallestFill","type":"uint256"},{"name":"limit","type":"uint256"},{"name":"group","type":"uint256"},{"name":"expiry","type":"uint256"},{"name":"gate","type":"address"},{"name":"replaces","type":"bytes32"}],"name":"proposal","type":"tuple"},{"name":"to","type":"address"}],"name":"fetchPosted","outputs":[],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"components":[{"name":"borrower","type":"address"},{"name":"origin","type":"bytes32"},{"name":"part","type":"uint256"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"}],"name":"agreement","type":"tuple"}],"name":"foreclose","outputs":[],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"name":"id","type":"uint256"}],"name":"getApproved","outputs":[{"name":"result","type":"address"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"maker","type":"address"},{"name":"group","type":"uint256"}],"name":"groupUsed","outputs":[{"name":"","type":"uint256"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"token","type":"address"},{"name":"receiver","type":"address"}],"name":"held","outputs":[{"name":"","type":"uint256"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"owner","type":"address"},{"name":"operator","type":"address"}],"name":"isApprovedForAll","outputs":[{"name":"result","type":"bool"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"id","type":"bytes32"}],"name":"loan","outputs":[{"components":[{"name":"lender","type":"address"},{"name":"inAuction","type":"bool"},{"name":"openedAt","type":"uint256"},{"name":"principal","type":"uint256"},{"name":"interest","type":"uint256"},{"name":"accruedAt","type":"uint256"}],"name":"result","type":"tuple"}],"stateMutability":"view","type":"function"},{"inputs":[{"components":[{"name":"borrower","type":"address"},{"name":"origin","type":"bytes32"},{"name":"part","type":"uint256"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"}],"name":"agreement","type":"tuple"}],"name":"loanId","outputs":[{"name":"","type":"bytes32"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"data","type":"bytes[]"}],"name":"multicall","outputs":[{"name":"results","type":"bytes[]"}],"stateMutability":"nonpayable","type":"function"},{"inputs":[],"name":"name","outputs":[{"name":"","type":"string"}],"stateMutability":"pure","type":"function"},{"inputs":[{"components":[{"name":"borrower","type":"address"},{"name":"origin","type":"bytes32"},{"name":"part","type":"uint256"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"}],"name":"agreement","type":"tuple"},{"components":[{"name":"maker","type":"address"},{"name":"side","type":"uint8"},{"name":"taker","type":"address"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"},{"name":"smallestFill","type":"uint256"},{"name":"limit","type":"uint256"},{"name":"group","type":"uint256"},{"name":"expiry","type":"uint256"},{"name":"gate","type":"address"},{"name":"replaces","type":"bytes32"}],"name":"proposal","type":"tuple"},{"components":[{"name":"principal","type":"uint256"},{"components":[{"name":"id","type":"uint256"},{"name":"proof","type":"bytes32[]"}],"name":"picks","type":"tuple[]"},{"name":"gateData","type":"bytes"}],"name":"fill","type":"tuple"},{"name":"signature","type":"bytes"}],"name":"novate","outputs":[{"name":"","type":"bytes32"}],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"name":"","type":"address"},{"name":"","type":"address"},{"name":"","type":"uint256[]"},{"name":"","type":"uint256[]"},{"name":"","type":"bytes"}],"name":"onERC1155BatchReceived","outputs":[{"name":"","type":"bytes4"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"operator","type":"address"},{"name":"","type":"address"},{"name":"","type":"uint256"},{"name":"","type":"uint256"},{"name":"","type":"bytes"}],"name":"onERC1155Received","outputs":[{"name":"","type":"bytes4"}],"stateMutability":"view","type":"function"},{"inputs":[{"components":[{"name":"borrower","type":"address"},{"name":"origin","type":"bytes32"},{"name":"part","type":"uint256"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"}],"name":"agreement","type":"tuple"}],"name":"owed","outputs":[{"name":"","type":"uint256"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"id","type":"uint256"}],"name":"ownerOf","outputs":[{"name":"result","type":"address"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"token","type":"address"},{"name":"value","type":"uint256"},{"name":"deadline","type":"uint256"},{"name":"v","type":"uint8"},{"name":"r","type":"bytes32"},{"name":"s","type":"bytes32"}],"name":"permit","outputs":[],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"components":[{"name":"borrower","type":"address"},{"name":"origin","type":"bytes32"},{"name":"part","type":"uint256"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"}],"name":"agreement","type":"tuple"}],"name":"position","outputs":[{"components":[{"name":"state","type":"uint8"},{"name":"lender","type":"address"},{"name":"openedAt","type":"uint256"},{"name":"principal","type":"uint256"},{"name":"interest","type":"uint256"},{"name":"allowed","type":"uint256"},{"name":"arrears","type":"uint256"},{"name":"auctionStartedAt","type":"uint256"},{"name":"price","type":"uint256"}],"name":"result","type":"tuple"}],"stateMutability":"view","type":"function"},{"inputs":[{"components":[{"name":"maker","type":"address"},{"name":"side","type":"uint8"},{"name":"taker","type":"address"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"},{"name":"smallestFill","type":"uint256"},{"name":"limit","type":"uint256"},{"name":"group","type":"uint256"},{"name":"expiry","type":"uint256"},{"name":"gate","type":"address"},{"name":"replaces","type":"bytes32"}],"name":"proposal","type":"tuple"}],"name":"post","outputs":[{"name":"id","type":"bytes32"}],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"components":[{"name":"maker","type":"address"},{"name":"side","type":"uint8"},{"name":"taker","type":"address"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"},{"name":"smallestFill","type":"uint256"},{"name":"limit","type":"uint256"},{"name":"group","type":"uint256"},{"name":"expiry","type":"uint256"},{"name":"gate","type":"address"},{"name":"replaces","type":"bytes32"}],"name":"proposal","type":"tuple"}],"name":"proposalDigest","outputs":[{"name":"","type":"bytes32"}],"stateMutability":"view","type":"function"},{"inputs":[{"components":[{"name":"maker","type":"address"},{"name":"side","type":"uint8"},{"name":"taker","type":"address"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"},{"name":"smallestFill","type":"uint256"},{"name":"limit","type":"uint256"},{"name":"group","type":"uint256"},{"name":"expiry","type":"uint256"},{"name":"gate","type":"address"},{"name":"replaces","type":"bytes32"}],"name":"proposal","type":"tuple"}],"name":"proposalId","outputs":[{"name":"","type":"bytes32"}],"stateMutability":"view","type":"function"},{"inputs":[{"components":[{"name":"borrower","type":"address"},{"name":"origin","type":"bytes32"},{"name":"part","type":"uint256"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"}],"name":"agreement","type":"tuple"}],"name":"publish","outputs":[],"stateMutability":"nonpayable","type":"function"},{"inputs":[],"name":"renderer","outputs":[{"name":"","type":"address"}],"stateMutability":"view","type":"function"},{"inputs":[{"components":[{"name":"borrower","type":"address"},{"name":"origin","type":"bytes32"},{"name":"part","type":"uint256"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"}],"name":"agreement","type":"tuple"},{"name":"amount","type":"uint256"}],"name":"repay","outputs":[{"name":"paid","type":"uint256"}],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"name":"from","type":"address"},{"name":"to","type":"address"},{"name":"id","type":"uint256"}],"name":"safeTransferFrom","outputs":[],"stateMutability":"payable","type":"function"},{"inputs":[{"name":"from","type":"address"},{"name":"to","type":"address"},{"name":"id","type":"uint256"},{"name":"data","type":"bytes"}],"name":"safeTransferFrom","outputs":[],"stateMutability":"payable","type":"function"},{"inputs":[{"name":"operator","type":"address"},{"name":"isApproved","type":"bool"}],"name":"setApprovalForAll","outputs":[],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"name":"interfaceId","type":"bytes4"}],"name":"supportsInterface","outputs":[{"name":"","type":"bool"}],"stateMutability":"view","type":"function"},{"inputs":[],"name":"symbol","outputs":[{"name":"","type":"string"}],"stateMutability":"pure","type":"function"},{"inputs":[{"components":[{"name":"borrower","type":"address"},{"name":"origin","type":"bytes32"},{"name":"part","type":"uint256"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"}],"name":"agreement","type":"tuple"},{"name":"to","type":"address"}],"name":"take","outputs":[],"stateMutability":"nonpayable","type":"function"},{"inputs":[{"name":"id","type":"uint256"}],"name":"tokenURI","outputs":[{"name":"","type":"string"}],"stateMutability":"view","type":"function"},{"inputs":[{"name":"from","type":"address"},{"name":"to","type":"address"},{"name":"id","type":"uint256"}],"name":"transferFrom","outputs":[],"stateMutability":"payable","type":"function"},{"inputs":[{"name":"key","type":"bytes32"}],"name":"waiting","outputs":[{"name":"claimant","type":"address"},{"name":"assets","type":"uint96"}],"stateMutability":"view","type":"function"},{"inputs":[{"components":[{"name":"maker","type":"address"},{"name":"side","type":"uint8"},{"name":"taker","type":"address"},{"components":[{"name":"credit","type":"address"},{"name":"principal","type":"uint256"},{"components":[{"name":"kind","type":"uint8"},{"name":"token","type":"address"},{"name":"id","type":"uint256"},{"name":"amount","type":"uint256"}],"name":"collateral","type":"tuple[]"},{"name":"aprBps","type":"uint256"},{"name":"flatBps","type":"uint256"},{"name":"durationSeconds","type":"uint256"},{"name":"schedule","type":"uint8"},{"name":"instalments","type":"uint256"},{"name":"graceSeconds","type":"uint256"},{"name":"auctionSeconds","type":"uint256"},{"name":"covenant","type":"address"},{"name":"document","type":"bytes32"}],"name":"terms","type":"tuple"},{"name":"smallestFill","type":"uint256"},{"name":"limit","type":"uint256"},{"name":"group","type":"uint256"},{"name":"expiry","type":"uint256"},{"name":"gate","type":"address"},{"name":"replaces","type":"bytes32"}],"name":"proposal","type":"tuple"}],"name":"withdraw","outputs":[],"stateMutability":"nonpayable","type":"function"}]',
) as [
  {
    "inputs": [
      {
        "name": "noteRenderer",
        "type": "address"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [],
    "name": "AccountBalanceOverflow",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "target",
        "type": "address"
      }
    ],
    "name": "AddressEmptyCode",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "proposalId",
        "type": "bytes32"
      }
    ],
    "name": "AlreadyPosted",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "aprBps",
        "type": "uint256"
      }
    ],
    "name": "AnnuityTooSteep",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "token",
        "type": "address"
      }
    ],
    "name": "AssetNotReceived",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "end",
        "type": "uint256"
      }
    ],
    "name": "AuctionNotOver",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "AuctionRunning",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "maker",
        "type": "address"
      }
    ],
    "name": "BadSignature",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "BalanceQueryForZeroAddress",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "maker",
        "type": "address"
      },
      {
        "name": "group",
        "type": "uint256"
      }
    ],
    "name": "BudgetInOtherToken",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "assets",
        "type": "uint256"
      }
    ],
    "name": "CollateralStuck",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "credit",
        "type": "address"
      }
    ],
    "name": "CreditDiffers",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "token",
        "type": "address"
      }
    ],
    "name": "CreditIsNft",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "durationSeconds",
        "type": "uint256"
      }
    ],
    "name": "DurationOutOfRange",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "FailedCall",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "smallest",
        "type": "uint256"
      },
      {
        "name": "largest",
        "type": "uint256"
      }
    ],
    "name": "FillOutOfRange",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "maker",
        "type": "address"
      },
      {
        "name": "group",
        "type": "uint256"
      }
    ],
    "name": "GroupUsed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "instalments",
        "type": "uint256"
      }
    ],
    "name": "InstalmentsOutOfRange",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "principal",
        "type": "uint256"
      }
    ],
    "name": "InterestTooLarge",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "index",
        "type": "uint256"
      }
    ],
    "name": "InvalidAsset",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "InvalidEncoding",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "index",
        "type": "uint256"
      }
    ],
    "name": "InvalidPick",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "InvalidShortString",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "token",
        "type": "address"
      }
    ],
    "name": "InvalidToken",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "used",
        "type": "uint256"
      },
      {
        "name": "limit",
        "type": "uint256"
      }
    ],
    "name": "LimitExceeded",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "LoanNotOpen",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "principal",
        "type": "uint256"
      },
      {
        "name": "debt",
        "type": "uint256"
      }
    ],
    "name": "LoanTooSmall",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "maker",
        "type": "address"
      }
    ],
    "name": "MakerIsTaker",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "taker",
        "type": "address"
      },
      {
        "name": "gate",
        "type": "address"
      }
    ],
    "name": "NotAdmitted",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "borrower",
        "type": "address"
      }
    ],
    "name": "NotBorrower",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "claimant",
        "type": "address"
      }
    ],
    "name": "NotClaimant",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "NotEnoughGas",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "NotInAuction",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "NotInDefault",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "lender",
        "type": "address"
      }
    ],
    "name": "NotLender",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "maker",
        "type": "address"
      }
    ],
    "name": "NotMaker",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "NotOwnerNorApproved",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "taker",
        "type": "address"
      }
    ],
    "name": "NotTaker",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "proposalId",
        "type": "bytes32"
      }
    ],
    "name": "NothingPosted",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "token",
        "type": "address"
      },
      {
        "name": "receiver",
        "type": "address"
      }
    ],
    "name": "NothingToCollect",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "key",
        "type": "bytes32"
      }
    ],
    "name": "NothingToFetch",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "blanks",
        "type": "uint256"
      }
    ],
    "name": "PicksDiffer",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "price",
        "type": "uint256"
      },
      {
        "name": "maxPrice",
        "type": "uint256"
      }
    ],
    "name": "PriceAbove",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "principal",
        "type": "uint256"
      }
    ],
    "name": "PrincipalOutOfRange",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "expiry",
        "type": "uint256"
      }
    ],
    "name": "ProposalExpired",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "bps",
        "type": "uint256"
      }
    ],
    "name": "RateOutOfRange",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "receiver",
        "type": "address"
      }
    ],
    "name": "ReceiverRefused",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "ReentrancyGuardReentrantCall",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "replaces",
        "type": "bytes32"
      }
    ],
    "name": "ReplacesOther",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "str",
        "type": "string"
      }
    ],
    "name": "StringTooLong",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "TokenAlreadyExists",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "TokenDoesNotExist",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "count",
        "type": "uint256"
      }
    ],
    "name": "TooManyAssets",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "TransferFromIncorrectOwner",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "TransferToNonERC721ReceiverImplementer",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "TransferToZeroAddress",
    "type": "error"
  },
  {
    "inputs": [
      {
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "Unsecured",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "ValueRefused",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "ZeroAmount",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "owner",
        "type": "address"
      },
      {
        "indexed": true,
        "name": "account",
        "type": "address"
      },
      {
        "indexed": true,
        "name": "id",
        "type": "uint256"
      }
    ],
    "name": "Approval",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "owner",
        "type": "address"
      },
      {
        "indexed": true,
        "name": "operator",
        "type": "address"
      },
      {
        "indexed": false,
        "name": "isApproved",
        "type": "bool"
      }
    ],
    "name": "ApprovalForAll",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "name": "principal",
        "type": "uint256"
      },
      {
        "indexed": false,
        "name": "interest",
        "type": "uint256"
      }
    ],
    "name": "AuctionStarted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "maker",
        "type": "address"
      },
      {
        "indexed": false,
        "name": "group",
        "type": "uint256"
      }
    ],
    "name": "Cancelled",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "token",
        "type": "address"
      },
      {
        "indexed": true,
        "name": "receiver",
        "type": "address"
      },
      {
        "indexed": false,
        "name": "to",
        "type": "address"
      },
      {
        "indexed": false,
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "Collected",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [],
    "name": "EIP712DomainChanged",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "key",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "name": "to",
        "type": "address"
      },
      {
        "indexed": false,
        "name": "assets",
        "type": "uint256"
      }
    ],
    "name": "Fetched",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "Foreclosed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "token",
        "type": "address"
      },
      {
        "indexed": true,
        "name": "receiver",
        "type": "address"
      },
      {
        "indexed": false,
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "Held",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "name": "tokenId",
        "type": "uint256"
      }
    ],
    "name": "MetadataUpdate",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "name": "successor",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "name": "interestPaid",
        "type": "uint256"
      },
      {
        "indexed": false,
        "name": "principalPaid",
        "type": "uint256"
      }
    ],
    "name": "Novated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "name": "borrower",
        "type": "address"
      },
      {
        "indexed": false,
        "name": "origin",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "name": "part",
        "type": "uint256"
      },
      {
        "components": [
          {
            "name": "credit",
            "type": "address"
          },
          {
            "name": "principal",
            "type": "uint256"
          },
          {
            "components": [
              {
                "name": "kind",
                "type": "uint8"
              },
              {
                "name": "token",
                "type": "address"
              },
              {
                "name": "id",
                "type": "uint256"
              },
              {
                "name": "amount",
                "type": "uint256"
              }
            ],
            "name": "collateral",
            "type": "tuple[]"
          },
          {
            "name": "aprBps",
            "type": "uint256"
          },
          {
            "name": "flatBps",
            "type": "uint256"
          },
          {
            "name": "durationSeconds",
            "type": "uint256"
          },
          {
            "name": "schedule",
            "type": "uint8"
          },
          {
            "name": "instalments",
            "type": "uint256"
          },
          {
            "name": "graceSeconds",
            "type": "uint256"
          },
          {
            "name": "auctionSeconds",
            "type": "uint256"
          },
          {
            "name": "covenant",
            "type": "address"
          },
          {
            "name": "document",
            "type": "bytes32"
          }
        ],
        "indexed": false,
        "name": "terms",
        "type": "tuple"
      }
    ],
    "name": "Opened",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "proposalId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "name": "maker",
        "type": "address"
      },
      {
        "components": [
          {
            "name": "maker",
            "type": "address"
          },
          {
            "name": "side",
            "type": "uint8"
          },
          {
            "name": "taker",
            "type": "address"
          },
          {
            "components": [
              {
                "name": "credit",
                "type": "address"
              },
              {
                "name": "principal",
                "type": "uint256"
              },
              {
                "components": [
                  {
                    "name": "kind",
                    "type": "uint8"
                  },
                  {
                    "name": "token",
                    "type": "address"
                  },
                  {
                    "name": "id",
                    "type": "uint256"
                  },
                  {
                    "name": "amount",
                    "type": "uint256"
                  }
                ],
                "name": "collateral",
                "type": "tuple[]"
              },
              {
                "name": "aprBps",
                "type": "uint256"
              },
              {
                "name": "flatBps",
                "type": "uint256"
              },
              {
                "name": "durationSeconds",
                "type": "uint256"
              },
              {
                "name": "schedule",
                "type": "uint8"
              },
              {
                "name": "instalments",
                "type": "uint256"
              },
              {
                "name": "graceSeconds",
                "type": "uint256"
              },
              {
                "name": "auctionSeconds",
                "type": "uint256"
              },
              {
                "name": "covenant",
                "type": "address"
              },
              {
                "name": "document",
                "type": "bytes32"
              }
            ],
            "name": "terms",
            "type": "tuple"
          },
          {
            "name": "smallestFill",
            "type": "uint256"
          },
          {
            "name": "limit",
            "type": "uint256"
          },
          {
            "name": "group",
            "type": "uint256"
          },
          {
            "name": "expiry",
            "type": "uint256"
          },
          {
            "name": "gate",
            "type": "address"
          },
          {
            "name": "replaces",
            "type": "bytes32"
          }
        ],
        "indexed": false,
        "name": "proposal",
        "type": "tuple"
      }
    ],
    "name": "Posted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "id",
        "type": "bytes32"
      },
      {
        "components": [
          {
            "name": "borrower",
            "type": "address"
          },
          {
            "name": "origin",
            "type": "bytes32"
          },
          {
            "name": "part",
            "type": "uint256"
          },
          {
            "components": [
              {
                "name": "credit",
                "type": "address"
              },
              {
                "name": "principal",
                "type": "uint256"
              },
              {
                "components": [
                  {
                    "name": "kind",
                    "type": "uint8"
                  },
                  {
                    "name": "token",
                    "type": "address"
                  },
                  {
                    "name": "id",
                    "type": "uint256"
                  },
                  {
                    "name": "amount",
                    "type": "uint256"
                  }
                ],
                "name": "collateral",
                "type": "tuple[]"
              },
              {
                "name": "aprBps",
                "type": "uint256"
              },
              {
                "name": "flatBps",
                "type": "uint256"
              },
              {
                "name": "durationSeconds",
                "type": "uint256"
              },
              {
                "name": "schedule",
                "type": "uint8"
              },
              {
                "name": "instalments",
                "type": "uint256"
              },
              {
                "name": "graceSeconds",
                "type": "uint256"
              },
              {
                "name": "auctionSeconds",
                "type": "uint256"
              },
              {
                "name": "covenant",
                "type": "address"
              },
              {
                "name": "document",
                "type": "bytes32"
              }
            ],
            "name": "terms",
            "type": "tuple"
          }
        ],
        "indexed": false,
        "name": "agreement",
        "type": "tuple"
      }
    ],
    "name": "Published",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "name": "payer",
        "type": "address"
      },
      {
        "indexed": false,
        "name": "interestPaid",
        "type": "uint256"
      },
      {
        "indexed": false,
        "name": "principalPaid",
        "type": "uint256"
      }
    ],
    "name": "Repaid",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "id",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "name": "buyer",
        "type": "address"
      },
      {
        "indexed": false,
        "name": "to",
        "type": "address"
      },
      {
        "indexed": false,
        "name": "price",
        "type": "uint256"
      },
      {
        "indexed": false,
        "name": "lenderShare",
        "type": "uint256"
      }
    ],
    "name": "Sold",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "from",
        "type": "address"
      },
      {
        "indexed": true,
        "name": "to",
        "type": "address"
      },
      {
        "indexed": true,
        "name": "id",
        "type": "uint256"
      }
    ],
    "name": "Transfer",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "key",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "name": "claimant",
        "type": "address"
      },
      {
        "indexed": false,
        "name": "assets",
        "type": "uint256"
      }
    ],
    "name": "Waiting",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "name": "proposalId",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "Withdrawn",
    "type": "event"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "name": "maker",
            "type": "address"
          },
          {
            "name": "side",
            "type": "uint8"
          },
          {
            "name": "taker",
            "type": "address"
          },
          {
            "components": [
              {
                "name": "credit",
                "type": "address"
              },
              {
                "name": "principal",
                "type": "uint256"
              },
              {
                "components": [
                  {
                    "name": "kind",
                    "type": "uint8"
                  },
                  {
                    "name": "token",
                    "type": "address"
                  },
                  {
                    "name": "id",
                    "type": "uint256"
                  },
                  {
                    "name": "amount",
                    "type": "uint256"
                  }
                ],
                "name": "collateral",
                "type": "tuple[]"
              },
              {
                "name": "aprBps",
                "type": "uint256"
              },
              {
                "name": "flatBps",
                "type": "uint256"
              },
              {
                "name": "durationSeconds",
                "type": "uint256"
              },
              {
                "name": "schedule",
                "type": "uint8"
              },
              {
                "name": "instalments",
                "type": "uint256"
              },
              {
                "name": "graceSeconds",
                "type": "uint256"
              },
              {
                "name": "auctionSeconds",
                "type": "uint256"
              },
              {
                "name": "covenant",
                "type": "address"
              },
              {
                "name": "document",
                "type": "bytes32"
              }
            ],
            "name": "terms",
            "type": "tuple"
          },
          {
            "name": "smallestFill",
            "type": "uint256"
          },
          {
            "name": "limit",
            "type": "uint256"
          },
          {
            "name": "group",
            "type": "uint256"
          },
          {
            "name": "expiry",
            "type": "uint256"
          },
          {
            "name": "gate",
            "type": "address"
          },
          {
            "name": "replaces",
            "type": "bytes32"
          }
        ],
        "name": "proposal",
        "type": "tuple"
      },
      {
        "components": [
          {
            "name": "principal",
            "type": "uint256"
          },
          {
            "components": [
              {
                "name": "id",
                "type": "uint256"
              },
              {
                "name": "proof",
                "type": "bytes32[]"
              }
            ],
            "name": "picks",
            "type": "tuple[]"
          },
          {
            "name": "gateData",
            "type": "bytes"
          }
        ],
        "name": "fill",
        "type": "tuple"
      },
      {
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "accept",
    "outputs": [
      {
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "account",
        "type": "address"
      },
      {
        "name": "id",
        "type": "uint256"
      }
    ],
    "name": "approve",
    "outputs": [],
    "stateMutability": "payable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "owner",
        "type": "address"
      }
    ],
    "name": "balanceOf",
    "outputs": [
      {
        "name": "result",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "name": "borrower",
            "type": "address"
          },
          {
            "name": "origin",
            "type": "bytes32"
          },
          {
            "name": "part",
            "type": "uint256"
          },
          {
            "components": [
              {
                "name": "credit",
                "type": "address"
              },
              {
                "name": "principal",
                "type": "uint256"
              },
              {
                "components": [
                  {
                    "name": "kind",
                    "type": "uint8"
                  },
                  {
                    "name": "token",
                    "type": "address"
                  },
                  {
                    "name": "id",
                    "type": "uint256"
                  },
                  {
                    "name": "amount",
                    "type": "uint256"
                  }
                ],
                "name": "collateral",
                "type": "tuple[]"
              },
              {
                "name": "aprBps",
                "type": "uint256"
              },
              {
                "name": "flatBps",
                "type": "uint256"
              },
              {
                "name": "durationSeconds",
                "type": "uint256"
              },
              {
                "name": "schedule",
                "type": "uint8"
              },
              {
                "name": "instalments",
                "type": "uint256"
              },
              {
                "name": "graceSeconds",
                "type": "uint256"
              },
              {
                "name": "auctionSeconds",
                "type": "uint256"
              },
              {
                "name": "covenant",
                "type": "address"
              },
              {
                "name": "document",
                "type": "bytes32"
              }
            ],
            "name": "terms",
            "type": "tuple"
          }
        ],
        "name": "agreement",
        "type": "tuple"
      },
      {
        "name": "maxPrice",
        "type": "uint256"
      },
      {
        "name": "to",
        "type": "address"
      }
    ],
    "name": "buy",
    "outputs": [
      {
        "name": "price",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "group",
        "type": "uint256"
      }
    ],
    "name": "cancel",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "token",
        "type": "address"
      },
      {
        "name": "to",
        "type": "address"
      }
    ],
    "name": "collect",
    "outputs": [
      {
        "name": "amount",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "eip712Domain",
    "outputs": [
      {
        "name": "fields",
        "type": "bytes1"
      },
      {
        "name": "name",
        "type": "string"
      },
      {
        "name": "version",
        "type": "string"
      },
      {
        "name": "chainId",
        "type": "uint256"
      },
      {
        "name": "verifyingContract",
        "type": "address"
      },
      {
        "name": "salt",
        "type": "bytes32"
      },
      {
        "name": "extensions",
        "type": "uint256[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "escrow",
    "outputs": [
      {
        "name": "posted",
        "type": "bool"
      },
      {
        "name": "left",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "name": "borrower",
            "type": "address"
          },
          {
            "name": "origin",
            "type": "bytes32"
          },
          {
            "name": "part",
            "type": "uint256"
          },
          {
            "components": [
              {
                "name": "credit",
                "type": "address"
              },
              {
                "name": "principal",
                "type": "uint256"
              },
              {
                "components": [
                  {
                    "name": "kind",
                    "type": "uint8"
                  },
                  {
                    "name": "token",
                    "type": "address"
                  },
                  {
                    "name": "id",
                    "type": "uint256"
                  },
                  {
                    "name": "amount",
                    "type": "uint256"
                  }
                ],
                "name": "collateral",
                "type": "tuple[]"
              },
              {
                "name": "aprBps",
                "type": "uint256"
              },
              {
                "name": "flatBps",
                "type": "uint256"
              },
              {
                "name": "durationSeconds",
                "type": "uint256"
              },
              {
                "name": "schedule",
                "type": "uint8"
              },
              {
                "name": "instalments",
                "type": "uint256"
              },
              {
                "name": "graceSeconds",
                "type": "uint256"
              },
              {
                "name": "auctionSeconds",
                "type": "uint256"
              },
              {
                "name": "covenant",
                "type": "address"
              },
              {
                "name": "document",
                "type": "bytes32"
              }
            ],
            "name": "terms",
            "type": "tuple"
          }
        ],
        "name": "agreement",
        "type": "tuple"
      },
      {
        "name": "to",
        "type": "address"
      }
    ],
    "name": "fetch",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "name": "maker",
            "type": "address"
          },
          {
            "name": "side",
            "type": "uint8"
          },
          {
            "name": "taker",
            "type": "address"
          },
          {
            "components": [
              {
                "name": "credit",
                "type": "address"
              },
              {
                "name": "principal",
                "type": "uint256"
              },
              {
                "components": [
                  {
                    "name": "kind",
                    "type": "uint8"
                  },
                  {
                    "name": "token",
                    "type": "address"
                  },
                  {
                    "name": "id",
                    "type": "uint256"
                  },
                  {
                    "name": "amount",
                    "type": "uint256"
                  }
                ],
                "name": "collateral",
                "type": "tuple[]"
              },
              {
                "name": "aprBps",
                "type": "uint256"
              },
              {
                "name": "flatBps",
                "type": "uint256"
              },
              {
                "name": "durationSeconds",
                "type": "uint256"
              },
              {
                "name": "schedule",
                "type": "uint8"
              },
              {
                "name": "instalments",
                "type": "uint256"
              },
              {
                "name": "graceSeconds",
                "type": "uint256"
              },
              {
                "name": "auctionSeconds",
                "type": "uint256"
              },
              {
                "name": "covenant",
                "type": "address"
              },
              {
                "name": "document",
                "type": "bytes32"
              }
            ],
            "name": "terms",
            "type": "tuple"
          },
          {
            "name": "smallestFill",
            "type": "uint256"
          },
          {
            "name": "limit",
            "type": "uint256"
          },
          {
            "name": "group",
            "type": "uint256"
          },
          {
            "name": "expiry",
            "type": "uint256"
          },
          {
            "name": "gate",
            "type": "address"
          },
          {
            "name": "replaces",
            "type": "bytes32"
          }
        ],
        "name": "proposal",
        "type": "tuple"
      },
      {
        "name": "to",
        "type": "address"
      }
    ],
    "name": "fetchPosted",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "name": "borrower",
            "type": "address"
          },
          {
            "name": "origin",
            "type": "bytes32"
          },
          {
            "name": "part",
            "type": "uint256"
          },
          {
            "components": [
              {
                "name": "credit",
                "type": "address"
              },
              {
                "name": "principal",
                "type": "uint256"
              },
              {
                "components": [
                  {
                    "name": "kind",
                    "type": "uint8"
                  },
                  {
                    "name": "token",
                    "type": "address"
                  },
                  {
                    "name": "id",
                    "type": "uint256"
                  },
                  {
                    "name": "amount",
                    "type": "uint256"
                  }
                ],
                "name": "collateral",
                "type": "tuple[]"
              },
              {
                "name": "aprBps",
                "type": "uint256"
              },
              {
                "name": "flatBps",
                "type": "uint256"
              },
              {
                "name": "durationSeconds",
                "type": "uint256"
              },
              {
                "name": "schedule",
                "type": "uint8"
              },
              {
                "name": "instalments",
                "type": "uint256"
              },
              {
                "name": "graceSeconds",
                "type": "uint256"
              },
              {
                "name": "auctionSeconds",
                "type": "uint256"
              },
              {
                "name": "covenant",
                "type": "address"
              },
              {
                "name": "document",
                "type": "bytes32"
              }
            ],
            "name": "terms",
            "type": "tuple"
          }
        ],
        "name": "agreement",
        "type": "tuple"
      }
    ],
    "name": "foreclose",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "id",
        "type": "uint256"
      }
    ],
    "name": "getApproved",
    "outputs": [
      {
        "name": "result",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "maker",
        "type": "address"
      },
      {
        "name": "group",
        "type": "uint256"
      }
    ],
    "name": "groupUsed",
    "outputs": [
      {
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "token",
        "type": "address"
      },
      {
        "name": "receiver",
        "type": "address"
      }
    ],
    "name": "held",
    "outputs": [
      {
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "owner",
        "type": "address"
      },
      {
        "name": "operator",
        "type": "address"
      }
    ],
    "name": "isApprovedForAll",
    "outputs": [
      {
        "name": "result",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "loan",
    "outputs": [
      {
        "components": [
          {
            "name": "lender",
            "type": "address"
          },
          {
            "name": "inAuction",
            "type": "bool"
          },
          {
            "name": "openedAt",
            "type": "uint256"
          },
          {
            "name": "principal",
            "type": "uint256"
          },
          {
            "name": "interest",
            "type": "uint256"
          },
          {
            "name": "accruedAt",
            "type": "uint256"
          }
        ],
        "name": "result",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "name": "borrower",
            "type": "address"
          },
          {
            "name": "origin",
            "type": "bytes32"
          },
          {
            "name": "part",
            "type": "uint256"
          },
          {
            "components": [
              {
                "name": "credit",
                "type": "address"
              },
              {
                "name": "principal",
                "type": "uint256"
              },
              {
                "components": [
                  {
                    "name": "kind",
                    "type": "uint8"
                  },
                  {
                    "name": "token",
                    "type": "address"
                  },
                  {
                    "name": "id",
                    "type": "uint256"
                  },
                  {
                    "name": "amount",
                    "type": "uint256"
                  }
                ],
                "name": "collateral",
                "type": "tuple[]"
              },
              {
                "name": "aprBps",
                "type": "uint256"
              },
              {
                "name": "flatBps",
                "type": "uint256"
              },
              {
                "name": "durationSeconds",
                "type": "uint256"
              },
              {
                "name": "schedule",
                "type": "uint8"
              },
              {
                "name": "instalments",
                "type": "uint256"
              },
              {
                "name": "graceSeconds",
                "type": "uint256"
              },
              {
                "name": "auctionSeconds",
                "type": "uint256"
              },
              {
                "name": "covenant",
                "type": "address"
              },
              {
                "name": "document",
                "type": "bytes32"
              }
            ],
            "name": "terms",
            "type": "tuple"
          }
        ],
        "name": "agreement",
        "type": "tuple"
      }
    ],
    "name": "loanId",
    "outputs": [
      {
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "data",
        "type": "bytes[]"
      }
    ],
    "name": "multicall",
    "outputs": [
      {
        "name": "results",
        "type": "bytes[]"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "name",
    "outputs": [
      {
        "name": "",
        "type": "string"
      }
    ],
    "stateMutability": "pure",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "name": "borrower",
            "type": "address"
          },
          {
            "name": "origin",
            "type": "bytes32"
          },
          {
            "name": "part",
            "type": "uint256"
          },
          {
            "components": [
              {
                "name": "credit",
                "type": "address"
              },
              {
                "name": "principal",
                "type": "uint256"
              },
              {
                "components": [
                  {
                    "name": "kind",
                    "type": "uint8"
                  },
                  {
                    "name": "token",
                    "type": "address"
                  },
                  {
                    "name": "id",
                    "type": "uint256"
                  },
                  {
                    "name": "amount",
                    "type": "uint256"
                  }
                ],
                "name": "collateral",
                "type": "tuple[]"
              },
              {
                "name": "aprBps",
                "type": "uint256"
              },
              {
                "name": "flatBps",
                "type": "uint256"
              },
              {
                "name": "durationSeconds",
                "type": "uint256"
              },
              {
                "name": "schedule",
                "type": "uint8"
              },
              {
                "name": "instalments",
                "type": "uint256"
              },
              {
                "name": "graceSeconds",
                "type": "uint256"
              },
              {
                "name": "auctionSeconds",
                "type": "uint256"
              },
              {
                "name": "covenant",
                "type": "address"
              },
              {
                "name": "document",
                "type": "bytes32"
              }
            ],
            "name": "terms",
            "type": "tuple"
          }
        ],
        "name": "agreement",
        "type": "tuple"
      },
      {
        "components": [
          {
            "name": "maker",
            "type": "address"
          },
          {
            "name": "side",
            "type": "uint8"
          },
          {
            "name": "taker",
            "type": "address"
          },
          {
            "components": [
              {
                "name": "credit",
                "type": "address"
              },
              {
                "name": "principal",
                "type": "uint256"
              },
              {
                "components": [
                  {
                    "name": "kind",
                    "type": "uint8"
                  },
                  {
                    "name": "token",
                    "type": "address"
                  },
                  {
                    "name": "id",
                    "type": "uint256"
                  },
                  {
                    "name": "amount",
                    "type": "uint256"
                  }
                ],
                "name": "collateral",
                "type": "tuple[]"
              },
              {
                "name": "aprBps",
                "type": "uint256"
              },
              {
                "name": "flatBps",
                "type": "uint256"
              },
              {
                "name": "durationSeconds",
                "type": "uint256"
              },
              {
                "name": "schedule",
                "type": "uint8"
              },
              {
                "name": "instalments",
                "type": "uint256"
              },
              {
                "name": "graceSeconds",
                "type": "uint256"
              },
              {
                "name": "auctionSeconds",
                "type": "uint256"
              },
              {
                "name": "covenant",
                "type": "address"
              },
              {
                "name": "document",
                "type": "bytes32"
              }
            ],
            "name": "terms",
            "type": "tuple"
          },
          {
            "name": "smallestFill",
            "type": "uint256"
          },
          {
            "name": "limit",
            "type": "uint256"
          },
          {
            "name": "group",
            "type": "uint256"
          },
          {
            "name": "expiry",
            "type": "uint256"
          },
          {
            "name": "gate",
            "type": "address"
          },
          {
            "name": "replaces",
            "type": "bytes32"
          }
        ],
        "name": "proposal",
        "type": "tuple"
      },
      {
        "components": [
          {
            "name": "principal",
            "type": "uint256"
          },
          {
            "components": [
              {
                "name": "id",
                "type": "uint256"
              },
              {
                "name": "proof",
                "type": "bytes32[]"
              }
            ],
            "name": "picks",
            "type": "tuple[]"
          },
          {
            "name": "gateData",
            "type": "bytes"
          }
        ],
        "name": "fill",
        "type": "tuple"
      },
      {
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "novate",
    "outputs": [
      {
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "",
        "type": "address"
      },
      {
        "name": "",
        "type": "address"
      },
      {
        "name": "",
        "type": "uint256[]"
      },
      {
        "name": "",
        "type": "uint256[]"
      },
      {
        "name": "",
        "type": "bytes"
      }
    ],
    "name": "onERC1155BatchReceived",
    "outputs": [
      {
        "name": "",
        "type": "bytes4"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "operator",
        "type": "address"
      },
      {
        "name": "",
        "type": "address"
      },
      {
        "name": "",
        "type": "uint256"
      },
      {
        "name": "",
        "type": "uint256"
      },
      {
        "name": "",
        "type": "bytes"
      }
    ],
    "name": "onERC1155Received",
    "outputs": [
      {
        "name": "",
        "type": "bytes4"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "name": "borrower",
            "type": "address"
          },
          {
            "name": "origin",
            "type": "bytes32"
          },
          {
            "name": "part",
            "type": "uint256"
          },
          {
            "components": [
              {
                "name": "credit",
                "type": "address"
              },
              {
                "name": "principal",
                "type": "uint256"
              },
              {
                "components": [
                  {
                    "name": "kind",
                    "type": "uint8"
                  },
                  {
                    "name": "token",
                    "type": "address"
                  },
                  {
                    "name": "id",
                    "type": "uint256"
                  },
                  {
                    "name": "amount",
                    "type": "uint256"
                  }
                ],
                "name": "collateral",
                "type": "tuple[]"
              },
              {
                "name": "aprBps",
                "type": "uint256"
              },
              {
                "name": "flatBps",
                "type": "uint256"
              },
              {
                "name": "durationSeconds",
                "type": "uint256"
              },
              {
                "name": "schedule",
                "type": "uint8"
              },
              {
                "name": "instalments",
                "type": "uint256"
              },
              {
                "name": "graceSeconds",
                "type": "uint256"
              },
              {
                "name": "auctionSeconds",
                "type": "uint256"
              },
              {
                "name": "covenant",
                "type": "address"
              },
              {
                "name": "document",
                "type": "bytes32"
              }
            ],
            "name": "terms",
            "type": "tuple"
          }
        ],
        "name": "agreement",
        "type": "tuple"
      }
    ],
    "name": "owed",
    "outputs": [
      {
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "id",
        "type": "uint256"
      }
    ],
    "name": "ownerOf",
    "outputs": [
      {
        "name": "result",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "token",
        "type": "address"
      },
      {
        "name": "value",
        "type": "uint256"
      },
      {
        "name": "deadline",
        "type": "uint256"
      },
      {
        "name": "v",
        "type": "uint8"
      },
      {
        "name": "r",
        "type": "bytes32"
      },
      {
        "name": "s",
        "type": "bytes32"
      }
    ],
    "name": "permit",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "name": "borrower",
            "type": "address"
          },
          {
            "name": "origin",
            "type": "bytes32"
          },
          {
            "name": "part",
            "type": "uint256"
          },
          {
            "components": [
              {
                "name": "credit",
                "type": "address"
              },
              {
                "name": "principal",
                "type": "uint256"
              },
              {
                "components": [
                  {
                    "name": "kind",
                    "type": "uint8"
                  },
                  {
                    "name": "token",
                    "type": "address"
                  },
                  {
                    "name": "id",
                    "type": "uint256"
                  },
                  {
                    "name": "amount",
                    "type": "uint256"
                  }
                ],
                "name": "collateral",
                "type": "tuple[]"
              },
              {
                "name": "aprBps",
                "type": "uint256"
              },
              {
                "name": "flatBps",
                "type": "uint256"
              },
              {
                "name": "durationSeconds",
                "type": "uint256"
              },
              {
                "name": "schedule",
                "type": "uint8"
              },
              {
                "name": "instalments",
                "type": "uint256"
              },
              {
                "name": "graceSeconds",
                "type": "uint256"
              },
              {
                "name": "auctionSeconds",
                "type": "uint256"
              },
              {
                "name": "covenant",
                "type": "address"
              },
              {
                "name": "document",
                "type": "bytes32"
              }
            ],
            "name": "terms",
            "type": "tuple"
          }
        ],
        "name": "agreement",
        "type": "tuple"
      }
    ],
    "name": "position",
    "outputs": [
      {
        "components": [
          {
            "name": "state",
            "type": "uint8"
          },
          {
            "name": "lender",
            "type": "address"
          },
          {
            "name": "openedAt",
            "type": "uint256"
          },
          {
            "name": "principal",
            "type": "uint256"
          },
          {
            "name": "interest",
            "type": "uint256"
          },
          {
            "name": "allowed",
            "type": "uint256"
          },
          {
            "name": "arrears",
            "type": "uint256"
          },
          {
            "name": "auctionStartedAt",
            "type": "uint256"
          },
          {
            "name": "price",
            "type": "uint256"
          }
        ],
        "name": "result",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "name": "maker",
            "type": "address"
          },
          {
            "name": "side",
            "type": "uint8"
          },
          {
            "name": "taker",
            "type": "address"
          },
          {
            "components": [
              {
                "name": "credit",
                "type": "address"
              },
              {
                "name": "principal",
                "type": "uint256"
              },
              {
                "components": [
                  {
                    "name": "kind",
                    "type": "uint8"
                  },
                  {
                    "name": "token",
                    "type": "address"
                  },
                  {
                    "name": "id",
                    "type": "uint256"
                  },
                  {
                    "name": "amount",
                    "type": "uint256"
                  }
                ],
                "name": "collateral",
                "type": "tuple[]"
              },
              {
                "name": "aprBps",
                "type": "uint256"
              },
              {
                "name": "flatBps",
                "type": "uint256"
              },
              {
                "name": "durationSeconds",
                "type": "uint256"
              },
              {
                "name": "schedule",
                "type": "uint8"
              },
              {
                "name": "instalments",
                "type": "uint256"
              },
              {
                "name": "graceSeconds",
                "type": "uint256"
              },
              {
                "name": "auctionSeconds",
                "type": "uint256"
              },
              {
                "name": "covenant",
                "type": "address"
              },
              {
                "name": "document",
                "type": "bytes32"
              }
            ],
            "name": "terms",
            "type": "tuple"
          },
          {
            "name": "smallestFill",
            "type": "uint256"
          },
          {
            "name": "limit",
            "type": "uint256"
          },
          {
            "name": "group",
            "type": "uint256"
          },
          {
            "name": "expiry",
            "type": "uint256"
          },
          {
            "name": "gate",
            "type": "address"
          },
          {
            "name": "replaces",
            "type": "bytes32"
          }
        ],
        "name": "proposal",
        "type": "tuple"
      }
    ],
    "name": "post",
    "outputs": [
      {
        "name": "id",
        "type": "bytes32"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "name": "maker",
            "type": "address"
          },
          {
            "name": "side",
            "type": "uint8"
          },
          {
            "name": "taker",
            "type": "address"
          },
          {
            "components": [
              {
                "name": "credit",
                "type": "address"
              },
              {
                "name": "principal",
                "type": "uint256"
              },
              {
                "components": [
                  {
                    "name": "kind",
                    "type": "uint8"
                  },
                  {
                    "name": "token",
                    "type": "address"
                  },
                  {
                    "name": "id",
                    "type": "uint256"
                  },
                  {
                    "name": "amount",
                    "type": "uint256"
                  }
                ],
                "name": "collateral",
                "type": "tuple[]"
              },
              {
                "name": "aprBps",
                "type": "uint256"
              },
              {
                "name": "flatBps",
                "type": "uint256"
              },
              {
                "name": "durationSeconds",
                "type": "uint256"
              },
              {
                "name": "schedule",
                "type": "uint8"
              },
              {
                "name": "instalments",
                "type": "uint256"
              },
              {
                "name": "graceSeconds",
                "type": "uint256"
              },
              {
                "name": "auctionSeconds",
                "type": "uint256"
              },
              {
                "name": "covenant",
                "type": "address"
              },
              {
                "name": "document",
                "type": "bytes32"
              }
            ],
            "name": "terms",
            "type": "tuple"
          },
          {
            "name": "smallestFill",
            "type": "uint256"
          },
          {
            "name": "limit",
            "type": "uint256"
          },
          {
            "name": "group",
            "type": "uint256"
          },
          {
            "name": "expiry",
            "type": "uint256"
          },
          {
            "name": "gate",
            "type": "address"
          },
          {
            "name": "replaces",
            "type": "bytes32"
          }
        ],
        "name": "proposal",
        "type": "tuple"
      }
    ],
    "name": "proposalDigest",
    "outputs": [
      {
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "name": "maker",
            "type": "address"
          },
          {
            "name": "side",
            "type": "uint8"
          },
          {
            "name": "taker",
            "type": "address"
          },
          {
            "components": [
              {
                "name": "credit",
                "type": "address"
              },
              {
                "name": "principal",
                "type": "uint256"
              },
              {
                "components": [
                  {
                    "name": "kind",
                    "type": "uint8"
                  },
                  {
                    "name": "token",
                    "type": "address"
                  },
                  {
                    "name": "id",
                    "type": "uint256"
                  },
                  {
                    "name": "amount",
                    "type": "uint256"
                  }
                ],
                "name": "collateral",
                "type": "tuple[]"
              },
              {
                "name": "aprBps",
                "type": "uint256"
              },
              {
                "name": "flatBps",
                "type": "uint256"
              },
              {
                "name": "durationSeconds",
                "type": "uint256"
              },
              {
                "name": "schedule",
                "type": "uint8"
              },
              {
                "name": "instalments",
                "type": "uint256"
              },
              {
                "name": "graceSeconds",
                "type": "uint256"
              },
              {
                "name": "auctionSeconds",
                "type": "uint256"
              },
              {
                "name": "covenant",
                "type": "address"
              },
              {
                "name": "document",
                "type": "bytes32"
              }
            ],
            "name": "terms",
            "type": "tuple"
          },
          {
            "name": "smallestFill",
            "type": "uint256"
          },
          {
            "name": "limit",
            "type": "uint256"
          },
          {
            "name": "group",
            "type": "uint256"
          },
          {
            "name": "expiry",
            "type": "uint256"
          },
          {
            "name": "gate",
            "type": "address"
          },
          {
            "name": "replaces",
            "type": "bytes32"
          }
        ],
        "name": "proposal",
        "type": "tuple"
      }
    ],
    "name": "proposalId",
    "outputs": [
      {
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "name": "borrower",
            "type": "address"
          },
          {
            "name": "origin",
            "type": "bytes32"
          },
          {
            "name": "part",
            "type": "uint256"
          },
          {
            "components": [
              {
                "name": "credit",
                "type": "address"
              },
              {
                "name": "principal",
                "type": "uint256"
              },
              {
                "components": [
                  {
                    "name": "kind",
                    "type": "uint8"
                  },
                  {
                    "name": "token",
                    "type": "address"
                  },
                  {
                    "name": "id",
                    "type": "uint256"
                  },
                  {
                    "name": "amount",
                    "type": "uint256"
                  }
                ],
                "name": "collateral",
                "type": "tuple[]"
              },
              {
                "name": "aprBps",
                "type": "uint256"
              },
              {
                "name": "flatBps",
                "type": "uint256"
              },
              {
                "name": "durationSeconds",
                "type": "uint256"
              },
              {
                "name": "schedule",
                "type": "uint8"
              },
              {
                "name": "instalments",
                "type": "uint256"
              },
              {
                "name": "graceSeconds",
                "type": "uint256"
              },
              {
                "name": "auctionSeconds",
                "type": "uint256"
              },
              {
                "name": "covenant",
                "type": "address"
              },
              {
                "name": "document",
                "type": "bytes32"
              }
            ],
            "name": "terms",
            "type": "tuple"
          }
        ],
        "name": "agreement",
        "type": "tuple"
      }
    ],
    "name": "publish",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "renderer",
    "outputs": [
      {
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "name": "borrower",
            "type": "address"
          },
          {
            "name": "origin",
            "type": "bytes32"
          },
          {
            "name": "part",
            "type": "uint256"
          },
          {
            "components": [
              {
                "name": "credit",
                "type": "address"
              },
              {
                "name": "principal",
                "type": "uint256"
              },
              {
                "components": [
                  {
                    "name": "kind",
                    "type": "uint8"
                  },
                  {
                    "name": "token",
                    "type": "address"
                  },
                  {
                    "name": "id",
                    "type": "uint256"
                  },
                  {
                    "name": "amount",
                    "type": "uint256"
                  }
                ],
                "name": "collateral",
                "type": "tuple[]"
              },
              {
                "name": "aprBps",
                "type": "uint256"
              },
              {
                "name": "flatBps",
                "type": "uint256"
              },
              {
                "name": "durationSeconds",
                "type": "uint256"
              },
              {
                "name": "schedule",
                "type": "uint8"
              },
              {
                "name": "instalments",
                "type": "uint256"
              },
              {
                "name": "graceSeconds",
                "type": "uint256"
              },
              {
                "name": "auctionSeconds",
                "type": "uint256"
              },
              {
                "name": "covenant",
                "type": "address"
              },
              {
                "name": "document",
                "type": "bytes32"
              }
            ],
            "name": "terms",
            "type": "tuple"
          }
        ],
        "name": "agreement",
        "type": "tuple"
      },
      {
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "repay",
    "outputs": [
      {
        "name": "paid",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "from",
        "type": "address"
      },
      {
        "name": "to",
        "type": "address"
      },
      {
        "name": "id",
        "type": "uint256"
      }
    ],
    "name": "safeTransferFrom",
    "outputs": [],
    "stateMutability": "payable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "from",
        "type": "address"
      },
      {
        "name": "to",
        "type": "address"
      },
      {
        "name": "id",
        "type": "uint256"
      },
      {
        "name": "data",
        "type": "bytes"
      }
    ],
    "name": "safeTransferFrom",
    "outputs": [],
    "stateMutability": "payable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "operator",
        "type": "address"
      },
      {
        "name": "isApproved",
        "type": "bool"
      }
    ],
    "name": "setApprovalForAll",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "interfaceId",
        "type": "bytes4"
      }
    ],
    "name": "supportsInterface",
    "outputs": [
      {
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "symbol",
    "outputs": [
      {
        "name": "",
        "type": "string"
      }
    ],
    "stateMutability": "pure",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "name": "borrower",
            "type": "address"
          },
          {
            "name": "origin",
            "type": "bytes32"
          },
          {
            "name": "part",
            "type": "uint256"
          },
          {
            "components": [
              {
                "name": "credit",
                "type": "address"
              },
              {
                "name": "principal",
                "type": "uint256"
              },
              {
                "components": [
                  {
                    "name": "kind",
                    "type": "uint8"
                  },
                  {
                    "name": "token",
                    "type": "address"
                  },
                  {
                    "name": "id",
                    "type": "uint256"
                  },
                  {
                    "name": "amount",
                    "type": "uint256"
                  }
                ],
                "name": "collateral",
                "type": "tuple[]"
              },
              {
                "name": "aprBps",
                "type": "uint256"
              },
              {
                "name": "flatBps",
                "type": "uint256"
              },
              {
                "name": "durationSeconds",
                "type": "uint256"
              },
              {
                "name": "schedule",
                "type": "uint8"
              },
              {
                "name": "instalments",
                "type": "uint256"
              },
              {
                "name": "graceSeconds",
                "type": "uint256"
              },
              {
                "name": "auctionSeconds",
                "type": "uint256"
              },
              {
                "name": "covenant",
                "type": "address"
              },
              {
                "name": "document",
                "type": "bytes32"
              }
            ],
            "name": "terms",
            "type": "tuple"
          }
        ],
        "name": "agreement",
        "type": "tuple"
      },
      {
        "name": "to",
        "type": "address"
      }
    ],
    "name": "take",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "id",
        "type": "uint256"
      }
    ],
    "name": "tokenURI",
    "outputs": [
      {
        "name": "",
        "type": "string"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "from",
        "type": "address"
      },
      {
        "name": "to",
        "type": "address"
      },
      {
        "name": "id",
        "type": "uint256"
      }
    ],
    "name": "transferFrom",
    "outputs": [],
    "stateMutability": "payable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "name": "key",
        "type": "bytes32"
      }
    ],
    "name": "waiting",
    "outputs": [
      {
        "name": "claimant",
        "type": "address"
      },
      {
        "name": "assets",
        "type": "uint96"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "name": "maker",
            "type": "address"
          },
          {
            "name": "side",
            "type": "uint8"
          },
          {
            "name": "taker",
            "type": "address"
          },
          {
            "components": [
              {
                "name": "credit",
                "type": "address"
              },
              {
                "name": "principal",
                "type": "uint256"
              },
              {
                "components": [
                  {
                    "name": "kind",
                    "type": "uint8"
                  },
                  {
                    "name": "token",
                    "type": "address"
                  },
                  {
                    "name": "id",
                    "type": "uint256"
                  },
                  {
                    "name": "amount",
                    "type": "uint256"
                  }
                ],
                "name": "collateral",
                "type": "tuple[]"
              },
              {
                "name": "aprBps",
                "type": "uint256"
              },
              {
                "name": "flatBps",
                "type": "uint256"
              },
              {
                "name": "durationSeconds",
                "type": "uint256"
              },
              {
                "name": "schedule",
                "type": "uint8"
              },
              {
                "name": "instalments",
                "type": "uint256"
              },
              {
                "name": "graceSeconds",
                "type": "uint256"
              },
              {
                "name": "auctionSeconds",
                "type": "uint256"
              },
              {
                "name": "covenant",
                "type": "address"
              },
              {
                "name": "document",
                "type": "bytes32"
              }
            ],
            "name": "terms",
            "type": "tuple"
          },
          {
            "name": "smallestFill",
            "type": "uint256"
          },
          {
            "name": "limit",
            "type": "uint256"
          },
          {
            "name": "group",
            "type": "uint256"
          },
          {
            "name": "expiry",
            "type": "uint256"
          },
          {
            "name": "gate",
            "type": "address"
          },
          {
            "name": "replaces",
            "type": "bytes32"
          }
        ],
        "name": "proposal",
        "type": "tuple"
      }
    ],
    "name": "withdraw",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  }
];
