/**
 * Usual Latin spellings of family names, by character. Source: written for this project from general knowledge of
 * romanisation (Revised, McCune-Reischauer, North Korean and family spellings; Mandarin, Cantonese, Hokkien).
 */
export const hangulSurnames: readonly string[] =
  `김 kim gim;이 lee yi rhee ri rhie i;리 ri lee yi rhee;박 park pak bak;최 choi choe;정 jung jeong chung chong jong;강 kang gang;조 cho jo;윤 yoon yun;장 jang chang;임 lim im rim;림 rim lim im;한 han;오 oh o;서 seo suh so;신 shin sin;권 kwon gwon;황 hwang;안 ahn an;송 song;류 ryu yoo yu;유 yoo yu ryu;홍 hong;전 jeon chun jon;고 ko go koh;문 moon mun;손 son sohn;배 bae pae;백 baek paek paik;허 heo hur huh ho;남 nam;심 shim sim;노 noh roh no ro;로 ro roh noh no;하 ha;곽 kwak gwak;성 sung seong song;차 cha;주 joo ju chu;우 woo u;구 koo ku gu;민 min;나 na ra;라 ra na;진 jin chin;지 ji chi;엄 eom um;채 chae;원 won;천 cheon chun;방 bang pang;공 kong gong;현 hyun hyon;변 byun pyon;추 choo chu;석 seok sok;길 gil kil;양 yang ryang;량 ryang yang;남궁 namkung namgung;황보 hwangbo;선우 sunwoo seonwoo;제갈 jegal;사공 sagong;독고 dokgo`.split(
    ';',
  )
export const hanSurnames: readonly string[] =
  `陈 chen chan tan;陳 chen chan tan;林 lin lam lim;黄 huang wong ng ooi wee;黃 huang wong ng ooi wee;李 li lee;王 wang wong ong;张 zhang cheung teo chong;張 zhang cheung teo chong;吴 wu ng goh;吳 wu ng goh;刘 liu lau low;劉 liu lau low;郑 zheng cheng tay;鄭 zheng cheng tay;周 zhou chow chau chew;杨 yang yeung yeo;楊 yang yeung yeo;许 xu hui koh hsu;許 xu hui koh hsu;蔡 cai choi chua tsai;梁 liang leung neo;叶 ye yip yap yeh;葉 ye yip yap yeh;谢 xie tse chia seah hsieh;謝 xie tse chia seah hsieh;何 he ho;曾 zeng tsang chan;冯 feng fung;馮 feng fung;邓 deng tang;鄧 deng tang;郭 guo kwok quek kuo;徐 xu tsui chee hsu;罗 luo law lo;羅 luo law lo;赵 zhao chiu teo chao;趙 zhao chiu teo chao;朱 zhu chu choo;胡 hu wu woo oh;沈 shen sham sim;余 yu yue yee;洪 hong hung ang;苏 su so saw;蘇 su so saw;潘 pan poon phua;马 ma;馬 ma;高 gao ko kao;孙 sun suen;孫 sun suen;卢 lu lo;盧 lu lo;江 jiang kong chiang;姚 yao yiu;钟 zhong chung;鍾 zhong chung;关 guan kwan;關 guan kwan;方 fang fong png;温 wen wan;翁 weng yung ang;颜 yan ngan gan;严 yan yim;陆 lu luk;陸 lu luk;黎 li lai;单 shan;仇 qiu;解 xie;任 ren;查 zha;盖 ge;区 ou;朴 piao park pak;翟 zhai di;缪 miao;覃 qin tan;宁 ning;乐 yue;冼 xian;种 chong;员 yun;折 she;金 jin kim;韩 han;宋 song;习 xi;彭 peng;董 dong;袁 yuan`.split(
    ';',
  )
export const hanTwoCharacterSurnames: readonly string[] =
  '欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 夏侯 皇甫 尉迟 公孙 公孫 慕容 令狐 司徒 端木 东方 東方 独孤 南宫 南宮 长孙 宇文'.split(
    ' ',
  )
