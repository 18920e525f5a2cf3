/**
 * Written by `eval/fitTokens.ts`: for each row of `rowOf` the tokens that begin at a character, by column, two
 * base-36 digits each, in parts of 400.
 */
const rows: Readonly<Record<string, string>> = {
  'cjk 1':
    '8297b4aqaz4hb4ag52945x2l3o2y5m8r667f996c7g965v605v8e2w57752y9a7s6x4n9uav2o178e5k5y2h1tb4303o2t4c4wa67bkj4n3j44b479b441h400vf7j',
  'cjk 2':
    '7ma0b4b0b34hb4ag528q5x2l3o2y5m9y9z9j99759gad87605v8e2w57752ya274ao4n9uay43178e5k5y2h1tb4303o2t4c8ma67bkja15m3pb46yb45xh400vfam',
  'close 1':
    'b3b1b4b4b44hb46c430m7o0i76253y0c034x0o041g042e02007p130v1o6f1g0f644n3b1h08270i5k6i3x1tb45b3o2t4c3na67bkj4u6l3sb48fb45ch400vf4a',
  'close 2':
    'b3b0b4b4b44hb4araf4f7v0g3o9g5m12154h2t002q02390m016s7m3p9p74253t664n66410q8o2p6h7w2h1tb4303o2t4c4wag9eizab783sb46sb466h400vfas',
  'colon 1':
    'b4b2b4b4b44hb4akav02010k2f2y0q7i501o306cah1701000a410227a04b4k0b109i89271h0v854n5y2h3db4303o2t4c3na690kj9o5o3sb46sb446h400vfa3',
  'colon 2':
    'b4b3b4b4b44hb4asal0d321m382y5s5a8z2m7r6i4h313x0a7b3r6b4t81440d4l2v7j6c6a0q0i7p6h5y2h1tb4303o2t4c3na67bkj9o5o3sb46sb446h400vfa3',
  'control 1':
    '1a5qb45la64hb4ag52745x2l3o2y5m8a664g996c7g965v604t8e2w57752y047s6x4n9u502o178e5k5y2h1tb4303o2t4c3na67bkj9o5o3sb46sb446h400vfa3',
  'dash 1':
    'b4b4b4b4b4b2b4ag521v521h0r2g5m3r3v4e7q5a01367e604t8u4d007t711h0v8g7j71ax2u0b9g5k7f6ta6b4305s2t7q3na6arkj9o5o3sb495b446eg00vfa3',
  'dash 2':
    'b4azb4b3b3azb4ag528e7v7b5o2y6d7i2y4s933k087x9ka91f9f2w099h2y3h28ac6i7x9o5s7gav756t2h4hb4303o2t8a3na67bkj9o5o3sb46sb446ev00vfa3',
  'digit 1':
    'b4b3b4b4b483b4ak9lb499519fapb1b1b491azb4b3b4b0b3b3b2an7iax71aiaxb493b3az7aa2b36h8j2h1tb4303o2t4c4wa67bkj9o5o3sb46sb446g400vfan',
  'digit 2':
    'b4b3b4b4b44hb4an98b49o2lar9pasazb391asb4b3b4azb2b3as7pad9p2yahayb28yb3ar8b9eb46h7f2h1tb4303o2t4c7da67bkj9o5o3sb46sb446lo00vfa3',
  'lower 1':
    '098uaxb4b44hb4akayb4af9ja5azb3b3b4axb4b4b3b4b2b1b2b2b38tb18kb2b3b36ib3b2ayaub35k5t2h1tb4303o2t4c3nag7bhu9o5o3sb46sb446fe00vfa3',
  'lower 2':
    '077ob4b4b46db4atayb4am518sadayb4b399axb3b3b4b3b2b2b0b169au5aara6ax4nb4b18s9vb15k7z2h1tb4303o2t4c3na67bkj9o5o3sb46sb446h400vfa9',
  'lower 3':
    '0e9gb4b4b46db4agaab4a7799i9ob2b4b3agb1b3b4b4b4b4b2b2ay8zay99ayazb24nb4b3ata8b25k782h1tb4303o2t4c3na67bkj9o5o50b46sb446h400vfa9',
  'lower 4':
    '099hb4b4b49ab4agatb4ap6v8satb3b4b4axazb4b4b4b4b4b3b3b26pb29vb2b1b34nb4b3atafb35k5q2h1tb4303o2t4c3na67bkj9x5o3sb47ib446h400vfa9',
  'lower 5':
    '08a4b4b4b46db4arb2b4am9u99ayb3b4b4b0b3b4b4b4b4b4b4b4b3awb3aob3b3b34nb4b4b3ayb45k4o2h1tb4303o2t4c6ga67bkja36l3sb46sb45ch400vfam',
  'newline 1':
    'b4b3b4b400b4b4b352amb3au3o2y8dafawasb46cb4amb48s4tb2ala075b2aw9ya74namb2b0aub45kk96b5bb4303o2t4c3nac9ukj9o5o3sb47ib446e400caa3',
  'newline 2':
    'b3b3b4b409b3b4ak837pb3993o2y769y66aq9l6cb3a8b37x4tava98f759pas7s6x4naxb05u92a25k5y817jb4303o2t4c3na67bkj9o5o3sb49gb446h400vfa3',
  'noisy digit':
    'b4b4b4b1b04hb4ak52b35x2l3o2y82a19z4gb1b1acb1ax7xaz8e59578a2y68ad7m4n9u502o17b25k5y2h1tb4303o2t4c5sa67bkj9o5o3sb46sb446h400vfa3',
  'noisy lower':
    '2kalb4azb14hb4ag52au5x2l3o2y5m8r924gb3az82azb06vay8eaf577t2y59746x4n9u502o17b15k5y2h1tb4303o2t4c3na67bkj9o5o3sb46sb446h400vfa3',
  'noisy upper':
    '5z3xb495b04hb4ag52ap5x2l3o2y5m8a9t4gb36c82a5b160768eaf57752y8g9p7m4n9u502o17av5k5y2h1tb4303o2t4c3na67bkj9o5o3sb46sb446h400vfa3',
  'open 1':
    'ayb4b4b4b44hb4b106061i0k0a02040l000t4k5c0o2l05121g0d0t1h1l020e08077j0n05051x0y2s8sasaqb4303o2t4c3na67bkj9o5o3sb4amb47nlo00vfa3',
  'open 2':
    'ayb3b4b3b44hb4ag2m0e1j1o666f2x200234ag602b7g067t4t2w8x618l344x17136m822u0e103o8t8j4y5yb4303o2t4c4wa67bkj9o5o3sb47ib446h400vfa3',
  'operator 1':
    'b4b3b4b4b4b3b4ak0n034u0u0f000j1x2c0sa7180w0j06050n7d04030c411g26873w3f830k002t8g6t7t6wb4303o2t4c3na6a6kj9x5o3sb49xb446g400ntah',
  'operator 2':
    'b4b3b4b4b4b0b4an7i287f930u026p423t050412261i4z2i0c970t1o4mar6e4t8d5u98at5v196v8t5y4y5bb4303o2t4c5sa67bkj9x5o3sb48qb446ev00ntak',
  'quote 1':
    'b4b4b4b4b44hb4ag860p1z0b19an1250083138001j0c0d01013k6u0l4k094r1o0a0b1t0d4za77u8d9y81arb4afa9ahah5san9ncbax7p3sb49rb47nc000vfb3',
  'quote 2':
    'b4b4b4b4b48kb4aka52d371t3pa36k7i0fa38a04541k1a1k0c5x9q1gah6r5ia8467h7a0n1i8q9q958o4y6wb4303o2t4c5sapatcxag5o3sb48qb446fi00x9au',
  'return 1':
    '1a5qb45lb44hb4ag526c5x2l3o2y5m8a664g996c7g965v604t8e2w57752y59746x4n9u502o178e5k5y2h1tb4303o2t4c3na67bkj9o5o3sb46sb446h400vfa3',
  'script 1':
    '3k5qb4b3aq4hb4ag52ah5x2l3o2y8d8a5z5k99a49aak8q9m4t8e2w66752y6x74914n9u6r2o2v8e5k5p1h0kb42m300t3b3na67bkj9o5o3sb481b446gt00pma3',
  'script 2':
    '468vb4b4b34hb4ag93b08j8g3o2y9oacaw9o99b2arb19zaz768e2w57752y5974ar4n9uae2o178u5kl13b2bb42v3p2f4a3na67bkj9o5o3sb46sb446h400vfa3',
  'sigil 1':
    'b4b4b4b4b34hb4ag263f024p7q2g6e5v6z8k996c4u4l3g1v768e2f399p0607896x7w1q491m4x8e5k7f2h1tb4303o2t4c3na67bkj9o5o3sb46sb446h400vfa3',
  'sigil 2':
    'b3b3b4b4b34hb4ap7q37094g3o1u961j8ca0876c8268417g7m704l579h6s2e9lap6iai8c047bag5k5y3x8jb4303o2t4c3na67bkj9o5o3sb49zb446h400vfa3',
  'slash 1':
    'b4b4b4b1b44hb4ak520d0j0t0t2y10831q013e2n6m1x011o4t3j170b4h2y2d0k4c8o108z1o359f3g5y8887b4303o2t4c3naj7bkj9o5o3sb48qb446fe00vfa3',
  'slash 2':
    'a9awb4b4b44hb4ag6s403k5x7w4b2n7yae109j5j834o0a7f7p9h591382383r1k4l71ah9o0o1w925k5y5q1tb4303o2t4c3na67bkj9o5o3sb46sb446lo00vfa3',
  'space 1':
    '0000b400b4b3b4ar01000200010000000d00012901020101050r000102000002020w02000000000c040200b404090j0i059y6zly9o353cb43hb40ci900q62i',
  'space 2':
    'b4b3b400b0a0b4akagb4b3b39iatb0b2b2b4b2ajb3b4b4auaob3ayadanb2b3azb38kb3b1b3b2b39h9o8l78b4303o2t4c6yacaikj9o5o3sb46sb446fe00vfa3',
  'stop 1':
    'b4b4b4b4b44hb4aw18022q032a18082w1r0i990d0z040e254t1d0f573l1n6d06534n028c08175u5k5y927sb4303o2t4c3na67bkj9o5o3sb46sb446h400vfa3',
  'stop 2':
    'b4b4b4b4b44hb4asa5107f5f6g2y346g653e8k1z8604066j8p5g5z3j792y9u3z8g4n4o3z2k2g9t4n5y2h1tb4303o2t4c31a67bkj9o5o3sb46sb446h400vfa3',
  'surrogate 1':
    '1a5qb45la64hb4ag526c5x2l3o2y5m8a664g996c7g965v604t8e2w57752y59746x4n9u502o178e5k5y2h1tb4303o2t4c3na67bkj9o5o3sb46sb446h400vfa3',
  'surrogate 2':
    '1a6nb4b3as4hb4ag52af5x2l3o2y828a666y998y93a87d7g4t8e2w57752y59746x4n9u612o2v8e5k9u2h4hb4303o2t4c4wa67bkj9o5o3sb46sb446dn00nta3',
  'symbol 1':
    'am92b4b3av4hb4ag52b23b403o2y908a6z4g995a7g964x604t6n2w57752y689g6x7j9u507a178e5k5y2h1tb4303o2t4c23a66pkj825o3sb48fb446ev00b68f',
  'symbol 2':
    '1a5qb4alb24hb4ag52a35x2l3o2y5m8a664g996c7g965v604t8v2w57752y59746x4n9u612o178e6h5y2h3db4303o2t4c3na679kj9o5o3sb48yb446g400vfa3',
  'tab 1':
    'b3b0b4b1an00b4ag52b0ar6e802yaw8aaq6d996c7g96b2604t8e2w6w759t59748s4nap508h17b35k5y2h1tb4303o2t4c3na67bkj9o5o3sb46sb446h400vfa3',
  'tab 2':
    'b4b2b4aca600b4ag7rb3b1403o2yaqafb0af9l6c7gaxb29m4ta92w669v2y8o74ag4naj9i9r17b35k5y2h1tb4303o2t4c3na67bkj9o5o3sb46sb446h400vfa3',
  'underscore 1':
    'b4b4b4b0b24hb4ag523w8j13112y4w2r103qas0c6a0u6q25064769578n2y3r597m4n017q2o10ad5k5y2h1tb4303o2t4c3na67bkj9o5o3sb46sb446h400vfa3',
  'underscore 2':
    'b3b2b4atb24hb4ag528d5x9laq2y7t6k1q0j991o8i3d1i455v6n5w9n752y59699i4n058c1x7xai5k5y2h1tb4303o2t4c3nag7bkj9o5o3sb46sb446h400vfa3',
  'upper 1':
    '0c13b4b2b14hb4ag9wb35x2l8na4azb3b17fb1b2b0b2avb0acahaxb2ab2yasasaz4nb2aw8n8daw5k5p2h1tb4303o2t4c3na67bkj9o5o3sb47ib446h400vfa3',
  'upper 2':
    '791kb4b1b14hb4ag62b25x404w5aa9b3aq5kasavavb0awaiahad8y9h752y599b9m4nb49b5317ai5k5y2h1tb4303o2t4c3na67bkj9o5o3sb46sb446h400vfa3',
  'upper 3':
    '551fb4b2b24hb4ag7rb1882l4w4bacb2av83amaob0awawamas8vau998a4b6xac9q4nb4ag4317b05k5y2h1tb4303o2t4c3na67bkj9x5o3sb48fb446h400vfa3',
  'upper 4':
    '4j16b4b0b34hb4ag8db28r2l8x4bafb2av8wa7avaab1ajat9w9rap8n7t2y9l9laa4nb4al2o2vb05k5y2h1tb4303o2t4c3na67bkja35o3sb46sb446h400vfa9',
  'upper 5':
    '5y15b4b3b35lb4ag8yay8r2la360anb1b17faob1b1b39tazaqaeaz8u8a5aak8was4nb4au2o66b35k5y2h1tb4303o2t4c3na67bkj9o5o3sb47ib446h400vfa3',
  'word lower 1':
    '039yb4b4b34hb4agakar886v4wa7asb1b25kb2b1b1b4b3b0b09mb295at2yay7sao6ib2616f8yay5k0f2h3db4303o2t4c3na67bkj9o5o3sb46sb446h400vfa3',
  'word lower 2':
    '04a1b4b4b44hb4ag8da65x2l4w60axb3b06y9yb0b1b398b0ao9faz90av2yaca2974nb49y8b179z5k4j2h1tb4303o2t4c7da67bkj9o5o3sb46sb446h400vfa3',
  'word lower 3':
    '069gb4b4b44hb4akakaw5x403o7eb2b3b38ka3b3b3b4awb3b3azawaoat96azazaq4nb4an7l5mak5k562h1tb4303o2t4c88a67bkja35o3sb46sb446h400vfae',
  'word lower 4':
    '079wb4b4b44hb4agadb19l403o9ob0b3b3axawb4b3b4axb4b3b2b1aub07eb1b1az4nb4ap8s4xay5k5o2h1tb4303o2t4c6ga67bkj9o5o3sb46sb45ch400vfae',
  'word lower 5':
    '06a3b4b4b46zb4avb1b39i6v5s9rb3b4b4awawb4b4b4b2b4b4b3b2b1b360b2b1b26ib4ayalafaz5k5r2h1tb4303o2t4ca6ac7bkja35o3sb46sb45ch400vfap',
  'word upper 1':
    '0a13b4b3ay4hb4ag7cag882l3o9paeayaq4gb0b0agay9daraq8vacaz9p2yan74ah4nar9u4317a75k5e3x1tb4303o2t4c3na67bkj9o5o3sb46sb446h400vfa3',
  'word upper 2':
    '290kb4b3b24hb4ag62au5x2l3o719e9c9c6d9lara3ax8x9a6m8v7p7f752y59946x4nb2502o178e5k5y2h1tb4303o2t4c3na67bkj9o5o3sb46sb446h400vfa3',
  'word upper 3':
    '4n1cb4b3b34hb4ag52aq5x2l3o2y8tagae6y99awawb09ka38p8v9e57752y7v8w9w4nb46r43178e5k7f2h1tb4303o2t4c3na67bkj9o5o3sb46sb45ch400vfa9',
  'word upper 4':
    '060qb4b3b24hb4an52a35x2l3o2y76asav7s99aya9az9danal9ma657752y6x7s8i4nb3502o178e5k5y2h1tb4303o2t4c3na67bkja35o3sb46sb446h400vfa3',
  'word upper 5':
    '2t0cb4b3b34hb4ag7c8q5x403o2y769yay4gaab19zb06qaoaj8eas57752y7v746x4nb4822o178e5k5y2h1tb4303o2t4c3na67bkj9o5o3sb46sb446h400vfa3',
};
const unit = 400;

/** Tokens that begin, on average, at a character where the state has the row, by column; none for a row never seen. */
export function weightsOf(row: string): readonly number[] {
  return (rows[row]?.match(/../g) ?? []).map((digits) => Number.parseInt(digits, 36) / unit);
}
